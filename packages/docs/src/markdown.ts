import type { MarkdownRenderer } from "vitepress";
import { interfaces } from "./interface.ts";
import { languageOfPage } from "./languages.ts";
import { renderTable } from "./tables/tables.ts";

const TABLE = /^<!-- table: ([\w-]+) -->$/gm;

/**
 * Puts tables made from the code where a page says `<!-- table: name -->`, in the language of the page. They become
 * Markdown before it is parsed, so the search finds what they hold.
 */
export function tables(markdown: MarkdownRenderer): void {
  markdown.core.ruler.before("normalize", "tables", (state) => {
    const language = languageOfPage(String(state.env.relativePath ?? ""));
    state.src = state.src.replace(TABLE, (_mark, name: string) => renderTable(name, language));
  });
}

/** Names the copy buttons of code in the language of the page. */
export function localizedCode(markdown: MarkdownRenderer): void {
  const { fence } = markdown.renderer.rules;
  if (!fence) return;
  markdown.renderer.rules.fence = (...call) => {
    const words = interfaces[languageOfPage(String(call[3].relativePath ?? ""))];
    return fence(...call).replace('title="Copy Code"', `title="${words.copy}"`);
  };
}

/** Names the links of headings in the language of the page; VitePress names them in English, with the anchor as it is written. */
export function localizedPermalinks(markdown: MarkdownRenderer): void {
  markdown.core.ruler.push("localized-permalinks", (state) => {
    const { permalink } = interfaces[languageOfPage(String(state.env.relativePath ?? ""))];
    for (const token of state.tokens.flatMap(({ children }) => children ?? [])) {
      const [, title] =
        /^Permalink to "(.*?)(?: \{#[\w-]+\})?"$/.exec(token.attrGet("aria-label") ?? "") ?? [];
      if (title !== undefined) token.attrSet("aria-label", `${permalink}: ${title}`);
    }
  });
}

/** A space between a number and the symbol of its unit, or around the sign between two sides of a picture. */
const SPACE_IN_QUANTITY = /(?<=\d) (?=(?:[kMGT]?B|m?s|sn|px|dpi|[%°×])(?![\p{L}\d]))|(?<=\d ×) (?=\d)/gu;

/** Keeps a number and its unit on one line, in running text and tables of every language; code stays as it is. */
export function unbrokenQuantities(markdown: MarkdownRenderer): void {
  markdown.core.ruler.push("unbroken-quantities", (state) => {
    for (const token of state.tokens.flatMap(({ children }) => children ?? [])) {
      if (token.type === "text") token.content = token.content.replace(SPACE_IN_QUANTITY, "\u00a0");
    }
  });
}
