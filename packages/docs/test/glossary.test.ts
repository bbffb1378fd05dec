import { describe, expect, it } from "vitest";
import { contents } from "../src/contents.ts";
import { interfaces } from "../src/interface.ts";
import { type Language, languages } from "../src/languages.ts";
import { renderTable, tables } from "../src/tables/tables.ts";
import { readGlossary } from "./testing/glossary.ts";
import { prose, readPage } from "./testing/page-shape.ts";

type Tree = { readonly [key: string]: string | Tree };

const web = import.meta.glob<Record<string, Tree>>("../../web/src/i18n/{en,th,tr,de,ko}/index.ts", {
  eager: true,
});
const mail = import.meta.glob<Record<"messages" | "letters", Record<Language, Tree>>>(
  "../../platform/src/mail/messages.ts",
  {
    eager: true,
  },
);
const pages = ["index", ...Object.values(contents).flat()];

/** Everything that people read in a language, each text with where it stands. */
function textsIn(language: Language): [where: string, text: string][] {
  return [
    ...pages.map((page): [string, string] => [`guide ${page}`, prose(readPage(language, page))]),
    ...Object.keys(tables).map((name): [string, string] => [
      `table ${name}`,
      prose(renderTable(name, language)),
    ]),
    ...sentences({ ...interfaces[language] }, "around the guides"),
    ...sentences(web[`../../web/src/i18n/${language}/index.ts`]![language]!, "interface"),
    ...Object.values(mail["../../platform/src/mail/messages.ts"]!).flatMap((words) =>
      sentences(words[language] ?? {}, "mail"),
    ),
  ];
}

function sentences(tree: Tree, path: string): [string, string][] {
  return Object.entries(tree).flatMap(([key, value]) =>
    typeof value === "string" ? [[`${path} ${key}`, value]] : sentences(value, `${path} ${key}`),
  );
}

describe.each(languages)("the glossary of %s", (language) => {
  const glossary = readGlossary(language);

  it("has every English term", () => {
    expect(Object.keys(glossary)).toEqual(Object.keys(readGlossary("en")));
  });

  it("is obeyed by guides, tables, interface and mails", () => {
    const texts = textsIn(language);
    const found = Object.entries(glossary).flatMap(([english, { forbidden = {} }]) =>
      Object.entries(forbidden).flatMap(([pattern, instead]) =>
        texts.flatMap(([where, text]) => {
          const matches = text.matchAll(new RegExp(`.{0,30}(?:${pattern}).{0,30}`, "giu"));
          return [...matches].map(([match]) => `${where}: “${match}” (${english}: ${instead})`);
        }),
      ),
    );
    expect(found).toEqual([]);
  });
});
