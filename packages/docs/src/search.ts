/**
 * Words of a text. Thai is written without blanks, so its words are found by the dictionary of the platform; other
 * languages are split where letters and digits end. Runs when the index is built and in the browser.
 */
export function tokenize(text: string): string[] {
  const words = text.split(/[^\p{L}\p{M}\p{N}]+/u).filter(Boolean);
  return words.flatMap((word) => (/\p{Script=Thai}/u.test(word) ? thaiWords(word) : [word]));
}

function thaiWords(text: string): string[] {
  const segments = new Intl.Segmenter("th", { granularity: "word" }).segment(text);
  return [...segments].filter(({ isWordLike }) => isWordLike).map(({ segment }) => segment);
}

/** A word without its case and without the marks on Latin letters, so that `ozellik` finds `Özellik`. */
export function foldTerm(term: string): string {
  const folded = term.toLowerCase().replaceAll("ı", "i").normalize("NFD");
  return folded.replace(/[\u0300-\u036f]/g, "").normalize("NFC");
}

export const searchOptions = {
  options: { tokenize, processTerm: foldTerm },
  searchOptions: { prefix: true, fuzzy: 0.1 },
};
