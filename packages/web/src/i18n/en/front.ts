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
      "Your pictures are worked on in the server's memory and never stored there. What you are editing stays in this browser. Only jobs keep pictures, until they expire or you delete them.",
    whole: "Every pixel",
    wholeText: "You get your picture back in full size and without a watermark, as PNG, WebP or JPEG.",
    programs: "For programs too",
    programsText:
      "One call of the API does the same. Programs made for rembg.com, remove.bg or rembg only need another address.",
    prices: "What it costs",
    pricesText:
      "One picture is one credit. Changing its background, size or format afterwards costs nothing for a day.",
    guest: "Without an account",
    account: "With an account",
    free: "Free",
    keys: "API keys, usage by day, every effect through the API",
    unlimited: "As many pictures as you like",
    perDay_one: "{{count, number}} picture a day",
    perDay_other: "{{count, number}} pictures a day",
    perMonth_one: "{{count, number}} picture a month",
    perMonth_other: "{{count, number}} pictures a month",
    pack_one: "{{count, number}} picture, whenever you like",
    pack_other: "{{count, number}} pictures, whenever you like",
  },
  reference: {
    title: "API reference",
    guest: "Try requests with a key of your own:",
    key: "Requests that you try here use the key {{key}}, made for this page and good for a day.",
    revoke: "Revoke it",
    noKey: "Requests that you try here carry no key.",
    make: "Make a key for this page",
  },
};
