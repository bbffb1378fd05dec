import { readdirSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { contents, pageDescription, pageFile } from "../src/contents.ts";
import { guidesPath, languages } from "../src/languages.ts";
import { readPage, samplesOf, sentencesOf, shapeOf } from "./testing/page-shape.ts";

const pages = ["index", ...Object.values(contents).flat()];
const translations = languages.filter((language) => language !== "en");

describe.each(languages)("the guides in %s", (language) => {
  it.each(pages)("tell search engines in words what %s is about, without markup", (page) => {
    const description = pageDescription(readPage(language, page));
    expect(description).toMatch(/\p{L}{2}.{18,}/u);
    expect(description.length).toBeLessThan(400);
    expect(description).not.toMatch(/[[\]`*<>{}]/);
  });

  it("have every page, and no page that the contents do not name", () => {
    const folder = new URL(`../pages${guidesPath(language)}`, import.meta.url);
    const expected = pages.map((page) => pageFile(language, page).split("/").at(-1));
    expect(readdirSync(folder).sort()).toEqual(expected.sort());
  });
});

describe.each(translations)("the translation into %s", (language) => {
  it.each(pages)("of %s has the headings, samples, tables and links of the English page", (page) => {
    const [original, translated] = [readPage("en", page), readPage(language, page)];
    expect(shapeOf(translated)).toEqual(shapeOf(original));
    expect(samplesOf(translated)).toEqual(samplesOf(original));
  });

  it.each(pages)("of %s leaves no sentence in English", (page) => {
    const original = sentencesOf(readPage("en", page));
    expect(original).not.toEqual([]);
    expect(sentencesOf(readPage(language, page)).filter((line) => original.includes(line))).toEqual([]);
  });
});
