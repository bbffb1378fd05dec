import { describe, expect, it } from "vitest";
import { contents } from "../src/contents.ts";
import { interfaces } from "../src/interface.ts";
import { languages } from "../src/languages.ts";
import { readGlossary } from "./testing/glossary.ts";
import { readPage } from "./testing/page-shape.ts";

const pages = ["index", ...Object.values(contents).flat()];
const web = import.meta.glob<Record<string, { app: { reference: string } }>>(
  "../../web/src/i18n/{th,tr,de,ko}/index.ts",
  { eager: true },
);
/** A link to the API reference or to another site, with the words behind it. */
const LINK_TO_ENGLISH = /\[[^\]]*\]\((?:https?:\/\/|\/reference)[^)]*\)(?:\{[^}]*\})?.{0,16}/g;

describe.each(languages.filter((language) => language !== "en"))("what stays English, in %s", (language) => {
  const [inEnglish = ""] = readGlossary(language)["in English"]!.term!.split(" ");
  const says = (text: string) => text.toLowerCase().includes(inEnglish.toLowerCase());

  it("is announced beside its links in the guides", () => {
    const links = pages.flatMap((page) => readPage(language, page).match(LINK_TO_ENGLISH) ?? []);
    expect(links.length).toBeGreaterThan(3);
    expect(links.filter((link) => !says(link))).toEqual([]);
  });

  it("is announced in the links of every page's header", () => {
    const { reference } = web[`../../web/src/i18n/${language}/index.ts`]![language]!.app;
    expect([reference, interfaces[language].reference].filter((name) => !says(name))).toEqual([]);
  });
});
