import type { Options, SearchOptions } from "minisearch";
import type { Language } from "../languages.ts";
import { stems } from "./stems.ts";
import { fold, tokenize } from "./tokens.ts";

/** How the index is made, and read again in the browser. */
export const indexOptions = {
  tokenize,
  processTerm: fold,
} satisfies Partial<Options>;

/** Pairs and threes of letters are whole tokens; only words have beginnings and mistypings. */
const isWord = (term: string) => !/[\p{Script=Hangul}\p{Script=Thai}]/u.test(term);

/**
 * How what somebody types is looked up.
 *
 * @param language asked at every search, as readers change the language without loading a page anew
 */
export function searchOptions(language: () => Language): SearchOptions {
  return {
    tokenize: (text) => tokenize(withoutParticles(apart(text))),
    processTerm: (token) => fold(token).flatMap((term) => stems(term, language())),
    prefix: (term) => isWord(term) || [...term].length === 1,
    fuzzy: (term) => isWord(term) && term.length > 5 && 0.15,
    boost: { title: 4, text: 2, titles: 1 },
  };
}

/** "Arka plan" (background), which many write as one word, as the guides have it. */
function apart(text: string): string {
  return text.replace(/arkaplan/gi, "arka plan");
}

/** Korean words without the particles that only this sentence wants. */
function withoutParticles(text: string): string {
  return text.replace(
    /(?<=\p{Script=Hangul}{2})(?:으로|에서|에게|까지|부터|처럼|하기|하는|을|를|이|가|은|는|의|에|로|와|과|도|만)(?!\p{Script=Hangul})/gu,
    "",
  );
}
