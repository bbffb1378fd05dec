/** The languages of the product, each by its own name. */
export const LANGUAGES = {
  en: "English",
  th: "ไทย",
  tr: "Türkçe",
  de: "Deutsch",
  ko: "한국어",
} as const;

export type Language = keyof typeof LANGUAGES;

export function isLanguage(text: string): text is Language {
  return Object.hasOwn(LANGUAGES, text);
}

/** The first of the wanted languages (BCP 47 tags, best first) that we speak; English otherwise. */
export function pickLanguage(wanted: readonly string[]): Language {
  for (const tag of wanted) {
    const [language = ""] = tag.toLowerCase().split("-");
    if (isLanguage(language)) return language;
  }
  return "en";
}
