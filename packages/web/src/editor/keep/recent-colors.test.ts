import { expect, test } from "vitest";
import { colorsFrom } from "./recent-colors.ts";

test.each([
  ["#ffffff #00aa11", ["#ffffff", "#00aa11"]],
  ["red <b> #12345 #ABCDEF #abcdef", ["#abcdef"]],
  [null, []],
])("colors that were stored as %j", (text, colors) => {
  expect(colorsFrom(text)).toEqual(colors);
});
