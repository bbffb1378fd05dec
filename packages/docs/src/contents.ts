import { readFileSync } from "node:fs";
import type { Interface } from "./interface.ts";
import { guidesPath, type Language } from "./languages.ts";

/** Every page beside the first, in the order of reading. */
export const contents: Readonly<Record<keyof Interface["groups"], readonly string[]>> = {
  start: ["quick-start"],
  api: [
    "rmbg",
    "fapihub",
    "jobs",
    "credits",
    "errors",
    "moving-over",
    "from-remove-bg",
    "from-rembg",
    "from-imgly",
  ],
  tools: ["client-library", "command-line", "editor"],
  operation: ["self-hosting", "deployment", "operating", "monitoring", "models", "engine"],
};

/** The file of a page, relative to the folder of the pages. */
export function pageFile(language: Language, page: string): string {
  return `${guidesPath(language).slice(1)}${page}.md`;
}

/** As much of a description as search engines show, in characters. */
const LONGEST_DESCRIPTION = 170;

/** What search engines say about a page: its first paragraph, in words; as many whole sentences as they show. */
export function pageDescription(text: string): string {
  const [paragraph = ""] = /^(?![#<:|-]|```|!\[)\S.*$/m.exec(text.replace(/^```.*?^```$/gms, "")) ?? [];
  const words = paragraph.replace(/\]\([^)]*\)(\{[^}]*\})?/g, "]").replace(/[[\]*`]/g, "");
  const [first = "", ...others] = words.match(/.+?(?:\.(?= |$)|$)/gu) ?? [];
  let description = first;
  for (const sentence of others) {
    if (description.length + sentence.length > LONGEST_DESCRIPTION) break;
    description += sentence;
  }
  return description;
}

/** What a page calls itself: its first heading. */
export function pageTitle(language: Language, page: string): string {
  const text = readFileSync(new URL(`../pages/${pageFile(language, page)}`, import.meta.url), "utf8");
  const title = /^# (.+)$/m.exec(text)?.[1];
  if (title === undefined) throw new Error(`${pageFile(language, page)} has no heading of the first level`);
  return title.replace(/\s*\{#[\w-]+\}$/, "");
}
