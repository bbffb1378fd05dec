import { expect, it } from "vitest";
import { csvLine } from "./csv-line.ts";

it.each([
  [["a", 1, null, new Date(0)], '"a",1,,1970-01-01T00:00:00.000Z\r\n'],
  [['say "hi", twice'], '"say ""hi"", twice"\r\n'],
  [["=HYPERLINK(1)"], '"\'=HYPERLINK(1)"\r\n'],
])("%j is one line that no spreadsheet takes for anything else", (cells, line) => {
  expect(csvLine(cells)).toBe(line);
});
