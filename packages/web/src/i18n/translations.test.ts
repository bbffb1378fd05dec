import { describe, expect, test } from "vitest";
import { de } from "./de/index.ts";
import { en } from "./en/index.ts";
import { ko } from "./ko/index.ts";
import { th } from "./th/index.ts";
import { tr } from "./tr/index.ts";

type Tree = { [key: string]: string | Tree };

function sentences(tree: Tree, path = ""): [path: string, sentence: string][] {
  return Object.entries(tree).flatMap(([key, value]) =>
    typeof value === "string"
      ? [[path + key, value] as [string, string]]
      : sentences(value, `${path}${key}.`),
  );
}

const placeholders = (sentence: string) => new Set(sentence.match(/\{\{.+?\}\}/g));
/** A language may name the number one in words. */
const isSingular = (path: string) => path.endsWith("_one");

describe.each(Object.entries({ th, tr, de, ko }))("%s", (_, translation) => {
  const translated = new Map(sentences(translation));

  test("fills in what the English sentence fills in", () => {
    for (const [path, english] of sentences(en)) {
      if (!isSingular(path))
        expect([path, placeholders(translated.get(path)!)]).toEqual([path, placeholders(english)]);
    }
  });

  test("leaves nothing empty", () => {
    for (const [path, sentence] of translated) expect([path, sentence.trim()]).not.toEqual([path, ""]);
  });
});
