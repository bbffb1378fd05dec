import type { FrontSentences } from "../translation.ts";

export const front: FrontSentences = {
  front: {
    samples: "Kein Bild zur Hand? Probieren Sie eines von diesen aus",
    person: "Person",
    product: "Produkt",
    animal: "Tier",
    car: "Auto",
    compare: "{{name}}, vorher und nachher",
    credits:
      "Bilder: Eileen Collins, Foto der NASA (gemeinfrei); Espresso, Foto von Rachel Michetti (CC0); Küken und Auto, für diese Seite gerendert (CC0).",
    promises: "Worauf Sie sich verlassen können",
    stored: "Nie gespeichert",
    storedText:
      "Ihre Bilder werden im Arbeitsspeicher des Servers verarbeitet und dort nie gespeichert. Was Sie gerade bearbeiten, bleibt in diesem Browser. Nur Jobs speichern Bilder, bis sie ablaufen oder Sie sie löschen.",
    whole: "Jedes Pixel",
    wholeText:
      "Sie erhalten Ihr Bild in voller Größe und ohne Wasserzeichen zurück, als PNG, WebP oder JPEG.",
    programs: "Auch als API",
    programsText:
      "Ein einziger API-Aufruf leistet dasselbe. Programme für rembg.com, remove.bg oder rembg brauchen nur eine andere URL.",
    prices: "Preise",
    pricesText:
      "Ein Bild kostet einen Credit. Hintergrund, Größe oder Format können Sie danach einen Tag lang kostenlos ändern.",
    guest: "Ohne Konto",
    account: "Mit Konto",
    free: "Kostenlos",
    keys: "API-Schlüssel, tägliche Nutzungsübersicht und alle Effekte über die API",
    unlimited: "So viele Bilder, wie Sie möchten",
    perDay_one: "{{count, number}} Bild pro Tag",
    perDay_other: "{{count, number}} Bilder pro Tag",
    perMonth_one: "{{count, number}} Bild pro Monat",
    perMonth_other: "{{count, number}} Bilder pro Monat",
    pack_one: "{{count, number}} Bild, wann Sie möchten",
    pack_other: "{{count, number}} Bilder, wann Sie möchten",
  },
  reference: {
    title: "API-Referenz",
    guest: "Probieren Sie Anfragen mit einem eigenen Schlüssel aus:",
    key: "Anfragen von dieser Seite verwenden den Schlüssel {{key}}, der für diese Seite erstellt wurde und einen Tag lang gilt.",
    revoke: "Widerrufen",
    noKey: "Anfragen von dieser Seite enthalten keinen Schlüssel.",
    make: "Schlüssel für diese Seite erstellen",
  },
};
