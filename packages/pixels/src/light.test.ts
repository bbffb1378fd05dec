import { expect, test } from "vitest";
import { LIGHT, levelOf } from "./light.ts";

test("every 8-bit level survives the way to linear light and back", () => {
  for (let level = 0; level < 256; level++) expect(Math.round(levelOf(LIGHT[level]!))).toBe(level);
});

test("half the light is level 188, as sRGB has it", () => {
  expect(Math.round(levelOf(0.5))).toBe(188);
});
