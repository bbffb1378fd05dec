import { expect, test } from "vitest";
import { pickLanguage } from "./languages.ts";

test.each([
  [["fr-FR", "de-AT", "en"], "de"],
  [["TH"], "th"],
  [["fr", "zh"], "en"],
  [[], "en"],
])("of %o speaks %s", (wanted, language) => {
  expect(pickLanguage(wanted)).toBe(language);
});
