/** The front page and the API reference. */
export const front = {
  front: {
    samples: "No picture at hand? Try one of these",
    person: "Person",
    product: "Product",
    animal: "Animal",
    car: "Car",
    compare: "{{name}}, before and after",
    credits:
      "Pictures: Eileen Collins, photo by NASA (public domain); espresso, photo by Rachel Michetti (CC0); chick and car, rendered for this page (CC0).",
    promises: "What you can rely on",
    stored: "Never stored",
    storedText:
      "Your pictures are processed in the server's memory and never stored there. What you're editing stays in this browser. Only jobs keep pictures, until they expire or you delete them.",
    whole: "Every pixel",
    wholeText: "You get your picture back at full size, without a watermark, as PNG, WebP, or JPEG.",
    programs: "An API, too",
    programsText:
      "One API call does the same. Programs written for rembg.com, remove.bg, or rembg only need a new base URL.",
    prices: "What it costs",
    pricesText:
      "One picture costs one credit. After that, changing its background, size, or format is free for a day.",
    guest: "Without an account",
    account: "With an account",
    free: "Free",
    keys: "API keys, daily usage, and every effect through the API",
    unlimited: "As many pictures as you like",
    perDay_one: "{{count, number}} picture per day",
    perDay_other: "{{count, number}} pictures per day",
    perMonth_one: "{{count, number}} picture per month",
    perMonth_other: "{{count, number}} pictures per month",
    pack_one: "{{count, number}} picture, whenever you like",
    pack_other: "{{count, number}} pictures, whenever you like",
  },
  reference: {
    title: "API reference",
    guest: "Try requests with your own key:",
    key: "Requests that you try here use the key {{key}}, created for this page and valid for one day.",
    revoke: "Revoke it",
    noKey: "Requests that you try here are sent without a key.",
    make: "Create a key for this page",
  },
};
