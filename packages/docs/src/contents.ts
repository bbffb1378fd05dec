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
  operation: ["self-hosting", "operating", "models", "engine"],
};

/** The file of a page, relative to the folder of the pages. */
export function pageFile(language: Language, page: string): string {
  return `${guidesPath(language).slice(1)}${page}.md`;
}

/** What a page calls itself: its first heading. */
export function pageTitle(language: Language, page: string): string {
  const text = readFileSync(new URL(`../pages/${pageFile(language, page)}`, import.meta.url), "utf8");
  const title = /^# (.+)$/m.exec(text)?.[1];
  if (title === undefined) throw new Error(`${pageFile(language, page)} has no heading of the first level`);
  return title.replace(/\s*\{#[\w-]+\}$/, "");
}
