import { expect, it } from "vitest";
import { fingerprint } from "./fingerprint.ts";

const picture = (value: number, width = 4, height = 4) => ({
  width,
  height,
  data: new Uint8Array(3 * width * height).fill(value),
});

it("equal pictures have the same fingerprint, others and other shapes another", () => {
  expect(fingerprint(picture(1))).toBe(fingerprint(picture(1)));
  expect(fingerprint(picture(1))).not.toBe(fingerprint(picture(2)));
  expect(fingerprint(picture(1))).not.toBe(fingerprint(picture(1, 8, 2)));
});
