/**
 * Words of a text, in no case and without marks. They are the same for the index and for what somebody types:
 *
 * - Latin words as they are, joined by a hyphen also as one ("rate-limit" is "rate", "limit" and "ratelimit").
 * - Hangul as pairs of syllables, across blanks too: Korean writes particles onto words and compounds with or without
 *   blanks ("배경 제거", "배경제거를").
 * - Thai, which has no blanks, by the dictionary of the platform, and as threes of letters, as the dictionary cuts
 *   transliterations ("เอนด์พอยต์") at other places in other sentences, and people spell them in several ways.
 */
export function tokenize(text: string): string[] {
  const tokens: string[] = [];
  for (const [run] of text.matchAll(RUNS)) {
    if (HANGUL.test(run)) tokens.push(...grams([...run.replaceAll(" ", "")], 2));
    else if (THAI.test(run)) tokens.push(...thaiWords(run), ...grams(thaiLetters(plainThai(run)), 3));
    else tokens.push(...run.split("-"), ...(run.includes("-") ? [run.replaceAll("-", "")] : []));
  }
  return tokens.filter(Boolean);
}

const HANGUL = /\p{Script=Hangul}/u;
const THAI = /\p{Script=Thai}/u;
/** Hangul with the blanks in it, Thai, or any other word with the hyphens in it. */
const RUNS =
  /\p{Script=Hangul}+(?: \p{Script=Hangul}+)*|\p{Script=Thai}+|(?:(?![\p{Script=Hangul}\p{Script=Thai}])[\p{L}\p{M}\p{N}]|(?<=[\p{L}\p{N}])-(?=[\p{L}\p{N}]))+/gu;

function thaiWords(text: string): string[] {
  const segments = new Intl.Segmenter("th", { granularity: "word" }).segment(text);
  return [...segments].filter(({ isWordLike }) => isWordLike).map(({ segment }) => segment);
}

/** Without the marks that spellings of foreign words disagree on ("โควต้า", "โควตา"), "อัพ" as "อัป", and แ of one key. */
function plainThai(text: string): string {
  return text
    .replace(/[\u0e47-\u0e4c]/g, "")
    .replaceAll("อัพ", "อัป")
    .replaceAll("เเ", "แ");
}

/** Thai letters with the vowels and tones above and below them. */
function thaiLetters(text: string): string[] {
  return [...new Intl.Segmenter("th", { granularity: "grapheme" }).segment(text)].map(
    ({ segment }) => segment,
  );
}

/** Every `length` parts in a row; all of them where there are fewer. */
function grams(parts: readonly string[], length: number): string[] {
  if (parts.length <= length) return [parts.join("")];
  return parts.slice(length - 1).map((_, start) => parts.slice(start, start + length).join(""));
}

/**
 * How a token stands in the index: without case and marks, so that `ozellik` finds `Özellik` and `Grösse` finds `Größe`;
 * German umlauts also as people without them type them (`Groesse`), and compounds by their last word as well.
 */
export function fold(token: string): string[] {
  const lower = token.toLowerCase().replaceAll("ß", "ss").normalize("NFC");
  const plain = withoutMarks(lower);
  const typed = withoutMarks(lower.replaceAll("ä", "ae").replaceAll("ö", "oe").replaceAll("ü", "ue"));
  const last = GERMAN_LAST_WORDS.find((word) => plain.endsWith(word) && plain.length > word.length + 2);
  return [...new Set([plain, typed, ...(last ? [last] : [])])];
}

function withoutMarks(text: string): string {
  return text
    .replaceAll("ı", "i")
    .normalize("NFD")
    .replace(/[\u0300-\u036f]/g, "")
    .normalize("NFC");
}

/** Words that end compounds in our guides and that people look for by themselves; without marks. */
const GERMAN_LAST_WORDS = [
  "adresse",
  "begrenzung",
  "bild",
  "bilder",
  "datei",
  "dateien",
  "datenbank",
  "dienst",
  "einstellungen",
  "entfernung",
  "fehler",
  "format",
  "grenze",
  "grosse",
  "konto",
  "limit",
  "maske",
  "meldung",
  "nutzung",
  "ordner",
  "qualitat",
  "rahmen",
  "schatten",
  "schlange",
  "schlussel",
  "variable",
  "variablen",
  "verarbeitung",
  "verlauf",
  "verwaltung",
  "zeile",
  "zeitraum",
] as const;
