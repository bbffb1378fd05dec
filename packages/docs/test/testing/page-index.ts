import MiniSearch from "minisearch";
import { contents, pageFile } from "../../src/contents.ts";
import type { Language } from "../../src/languages.ts";
import { indexOptions, searchOptions } from "../../src/search/search.ts";
import { renderTable } from "../../src/tables/tables.ts";
import { readPage, withSamples } from "./page-shape.ts";

interface Section {
  id: string;
  title: string;
  titles: string[];
  text: string;
}

/** The search of the guides in a language over the sections that the built site has. */
export function searchIn(language: Language): (query: string) => string[] {
  const index = new MiniSearch<Section>({
    fields: ["title", "titles", "text"],
    storeFields: ["title"],
    ...indexOptions,
  });
  index.addAll(["index", ...Object.values(contents).flat()].flatMap((page) => sectionsOf(language, page)));
  const options = searchOptions(() => language);
  /** Pages, the best first, each once. */
  return (query) => [...new Set(index.search(query, options).map(({ id }) => String(id).split("#")[0]!))];
}

const HEADING = /^(?=##+ .*\{#[\w-]+\}$)/m;

/** A page at its headings, as VitePress indexes it: code is text, too, and no heading begins in it. */
function sectionsOf(language: Language, page: string): Section[] {
  const text = withSamples(readPage(language, page))
    .replace(/<!-- table: ([\w-]+) -->/g, (_mark, name: string) => renderTable(name, language))
    .replace(/\]\([^)]*\)(\{[^}]*\})?|<[^>\n]*>/g, " ");
  const [title = pageFile(language, page)] = /(?<=^# ).*$/m.exec(text) ?? [];
  return text.split(HEADING).map((part, number) => {
    const [heading = "", ...lines] = part.split("\n");
    const own = heading.replace(/^#+ | \{#.*\}$/g, "");
    return {
      id: `${page}#${number}`,
      title: own,
      titles: number === 0 ? [] : [title],
      text: lines.join("\n"),
    };
  });
}
