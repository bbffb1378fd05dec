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
