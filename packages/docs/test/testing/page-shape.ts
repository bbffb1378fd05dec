import { readFileSync } from "node:fs";
import { pageFile } from "../../src/contents.ts";
import type { Language } from "../../src/languages.ts";

/** A code sample as a page shows it. */
export interface Sample {
  language: string;
  code: string;
}

const FENCE = /^```(\S*)[^\n]*\n(.*?)^```$/gms;
const INCLUDED = /^<<< @\/(\S+?)\{(\w+)\}/gm;

export function readPage(language: Language, page: string): string {
  return readFileSync(new URL(`../../pages/${pageFile(language, page)}`, import.meta.url), "utf8");
}

/** All samples of a page: those that stand in it and those it includes from files. */
export function samplesOf(text: string): Sample[] {
  const written = [...text.matchAll(FENCE)].map(([, language = "", code = ""]) => ({ language, code }));
  const included = [...text.matchAll(INCLUDED)].map(([, path = "", language = ""]) => ({
    language,
    code: readIncluded(path),
  }));
  return [...written, ...included];
}

/** A page with the samples in it that it includes from files. */
export function withSamples(text: string): string {
  return text.replaceAll(INCLUDED, (_mark, path: string) => readIncluded(path));
}

function readIncluded(path: string): string {
  return readFileSync(new URL(`../../pages/${path}`, import.meta.url), "utf8");
}

/**
 * What every translation of a page has in common, in its order: headings with their level and anchor, samples, tables and
 * their columns, lists, pictures, notes, and for running text the links and the code within it.
 */
export function shapeOf(text: string): string[] {
  return text
    .replaceAll(FENCE, (fence) => JSON.stringify(fence))
    .split("\n")
    .flatMap(shapeOfLine);
}

function shapeOfLine(line: string): string[] {
  if (line === "" || /^("```|<|!\[\])/.test(line)) return [line];
  const kind = /^(#+ |\||- |\d+\. |:::+ ?[\w-]*|!)/.exec(line)?.[0] ?? "text";
  const anchor = /\{#[\w-]+\}/.exec(line)?.[0] ?? "";
  const links = [...line.matchAll(/\]\(([^)]+)\)(\{[^}]*\})?/g)].map(
    ([, to, attributes = ""]) => to + attributes,
  );
  const code = [...line.matchAll(/`[^`]+`/g)].map(([span]) => span);
  const columns = kind === "|" ? line.split("|").length : 0;
  return [[kind, anchor, columns, ...links.sort(), ...code.sort()].join(" ")];
}

/** Lines with a sentence: four words in a row that no name, path or command explains. */
export function sentencesOf(text: string): string[] {
  const lines = text.replaceAll(FENCE, "").split("\n");
  return lines.filter((line) => /(\p{L}{2,}[\s,.:]+){3}\p{L}{2,}/u.test(line.replace(/`[^`]*`/g, "|")));
}

/** What a page says in words: without code, the targets of links, anchors and tags. */
export function prose(text: string): string {
  return text
    .replaceAll(FENCE, "")
    .replaceAll(INCLUDED, "")
    .replace(/<code.*?<\/code>|`[^`\n]*`/g, "`")
    .replace(/\]\([^)]*\)(\{[^}]*\})?/g, "]")
    .replace(/\{#[\w-]+\}|<[^>]*>/g, "");
}
