import { MODELS } from "@alphacut/engine";
import { describe, expect, it } from "vitest";
import { contents } from "../src/contents.ts";
import { languages } from "../src/languages.ts";
import { renderTable, tables } from "../src/tables/tables.ts";
import { inOtherDialects } from "../src/translations/dialect-errors.ts";
import { errors } from "../src/translations/errors.ts";
import * as fields from "../src/translations/fields.ts";
import { licenseNotes, modelPurposes } from "../src/translations/models.ts";
import { variables } from "../src/translations/variables.ts";
import { words } from "../src/translations/words.ts";
import { readPage } from "./testing/page-shape.ts";

const { image, ...fieldTexts } = fields;
const texts = { image, ...errors, ...modelPurposes, ...variables, ...words };
const allTexts = [texts, inOtherDialects, licenseNotes, ...Object.values(fieldTexts)].flatMap((group) =>
  Object.entries(group),
);

describe("tables made from the code", () => {
  it.each(languages)("have no empty cell in %s", (language) => {
    const rendered = Object.keys(tables).map((name) => renderTable(name, language));
    expect(rendered.filter((table) => /\| *\|/.test(table))).toEqual([]);
  });

  it("each stand in a page", () => {
    const pages = Object.values(contents).flat();
    const text = pages.map((page) => readPage("en", page)).join("\n");
    const asked = [...text.matchAll(/<!-- table: ([\w-]+) -->/g)].map(([, name]) => name);
    expect(asked.sort()).toEqual(Object.keys(tables).sort());
  });

  it.each([
    ["en", "20,000"],
    ["th", "20,000"],
    ["tr", "20.000"],
    ["de", "20.000"],
    ["ko", "20,000"],
  ] as const)("write the numbers of plans in %s with groups of digits: %s", (language, number) => {
    expect(renderTable("plans", language)).toContain(`| ${number} |`);
  });

  it("fail for a name that nobody explained", () => {
    expect(() => renderTable("no-such-table", "en")).toThrow("There is no table 'no-such-table'");
  });

  it.each([
    ["en", "100 GB", "176 MB"],
    ["ko", "100GB", "176MB"],
  ] as const)("write sizes in %s as the language does: %s, %s", (language, storage, size) => {
    expect(renderTable("plans", language)).toContain(`| ${storage} |`);
    expect(renderTable("models", language)).toContain(`| ${size} |`);
  });

  it("explain exactly the models of the catalog, in English with its own words", () => {
    expect(Object.keys(modelPurposes).sort()).toEqual(MODELS.map(({ name }) => name).sort());
    for (const { name, purpose } of MODELS) expect(modelPurposes[name]?.en).toContain(purpose);
  });

  it("tell the catalog's notes about licenses", () => {
    const notes = MODELS.flatMap(({ name, license }) => (license.note ? [[name, license.note]] : []));
    expect(Object.entries(licenseNotes).map(([name, note]) => [name, note.en])).toEqual(notes);
  });
});

describe("the translations behind them", () => {
  it.each(languages.filter((language) => language !== "en"))(
    "leave no sentence in English in %s",
    (language) => {
      const isSentence = (text: string) => /(\p{L}{2,}[\s,.:]+){3}\p{L}{2,}/u.test(text);
      const untranslated = allTexts.filter(([, text]) => isSentence(text.en) && text[language] === text.en);
      expect(untranslated).toEqual([]);
    },
  );
});
