/** The languages of mails, English first: the one that is taken when none of them was asked for. */
export const languages = ["en", "th", "tr", "de", "ko"] as const;

export type Language = (typeof languages)[number];

export function isLanguage(value: unknown): value is Language {
  return languages.some((language) => language === value);
}

/** The language of ours that an `Accept-Language` header (RFC 9110, 12.5.4) likes best, regions aside. */
export function preferredLanguage(header: string | null | undefined): Language {
  const wanted = (header ?? "").split(",").map((range) => {
    const [tag = "", ...parameters] = range.split(";").map((part) => part.trim().toLowerCase());
    const quality = parameters.find((parameter) => parameter.startsWith("q="))?.slice(2) ?? "1";
    return { language: tag.split("-")[0], quality: Number(quality) };
  });
  const [best] = wanted
    .filter(({ language, quality }) => isLanguage(language) && quality > 0)
    .sort((a, b) => b.quality - a.quality);
  return best ? (best.language as Language) : "en";
}
