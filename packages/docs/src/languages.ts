/** The languages of the guides; the first is that of the addresses without a language (`/docs/`). */
export const languages = ["en", "th", "tr", "de", "ko"] as const;

export type Language = (typeof languages)[number];

/** One text in every language. */
export type Translated = Readonly<Record<Language, string>>;

/** The address of the guides in a language, with both slashes. */
export function guidesPath(language: Language): string {
  return language === "en" ? "/docs/" : `/${language}/docs/`;
}

/** The language of a page, by its path in the folder of the pages. */
export function languageOfPage(relativePath: string): Language {
  const [folder] = relativePath.split("/");
  return languages.find((language) => language === folder) ?? "en";
}

/** What VitePress calls the locale of a language. */
export function localeKey(language: Language): string {
  return language === "en" ? "root" : language;
}
