import type { Language } from "../languages.ts";

/**
 * The beginnings of a folded word that its other forms share ("keys" and "key", "anahtarlarımı" and "anahtar"), as the
 * search takes what is typed for the beginning of a word. Only for what somebody types: the index keeps words as they are.
 */
export function stems(term: string, language: Language): string[] {
  const stem = STEMMERS[language](term);
  return stem === term || stem.length < 3 ? [term] : [term, stem];
}

const same = (term: string) => term;

const STEMMERS: Readonly<Record<Language, (term: string) => string>> = {
  en: (term) =>
    term
      .replace(/(?<=.{3})(?:ies|y)$/, "")
      .replace(/(?<=.{2}(?:s|x|z|ch|sh))es$/, "")
      .replace(/(?<=.{2}[^su])s$/, "")
      .replace(/(?<=.{4})(?:ing|ed|ation|ate)$/, ""),
  de: (term) => term.replace(/(?<=.{4})(?:ungen|ung|en|ern|em|er|es|e|n|s)$/, ""),
  tr: turkishStem,
  th: same,
  ko: same,
};

/** Suffixes of number, possession and case as they stand without marks, longest first. */
const TURKISH_SUFFIX =
  /(?:lar|ler|imiz|umuz|iniz|unuz|larin|lerin|dan|den|tan|ten|nin|nun|yla|yle|nda|nde|daki|deki|da|de|ta|te|in|un|im|um|ya|ye|yi|yu|si|su|na|ne|ni|nu|la|le|mak|mek|ma|me|i|u|a|e)$/;

/**
 * Takes suffixes off while four letters stay. The last consonant softens before vowels ("isteği" is from "istek"), so a
 * long word without suffixes leaves its own out, too ("üyelik" finds "üyeliği").
 */
function turkishStem(term: string): string {
  let stem = term;
  for (;;) {
    const shorter = stem.replace(TURKISH_SUFFIX, "");
    if (shorter === stem || shorter.length < 4) break;
    stem = shorter;
  }
  return stem === term ? term.replace(/(?<=.{5})k$/, "") : stem.replace(/[bcdg]$/, "");
}
