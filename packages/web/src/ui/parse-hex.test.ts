import { expect, test } from "vitest";
import { parseHex } from "./parse-hex.ts";

test.each([
  ["#Aa00fF", "#aa00ff"],
  [" f80 ", "#ff8800"],
  ["#12345", null],
  ["red", null],
  ["", null],
])("%j becomes %j", (typed, color) => {
  expect(parseHex(typed)).toBe(color);
});
