import { readFileSync } from "node:fs";
import type { Language } from "../../src/languages.ts";

/** How a language says one English term. */
export interface GlossaryEntry {
  /** What the term means, told once, in the English glossary. */
  meaning?: string;
  /** The term in the language; in English it is the key. */
  term?: string;
  /** What is not written for it, as a regular expression without regard to case, and what to write, or why. */
  forbidden?: Readonly<Record<string, string>>;
}

/** The glossary of a language, by English term. */
export function readGlossary(language: Language): Readonly<Record<string, GlossaryEntry>> {
  return JSON.parse(readFileSync(new URL(`../../glossary/${language}.json`, import.meta.url), "utf8"));
}
