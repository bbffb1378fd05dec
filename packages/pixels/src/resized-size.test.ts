import { describe, expect, test } from "vitest";
import { resizedSize } from "./resized-size.ts";

const keep = { width: null, height: null, exact: false };

describe("resizing", () => {
  const photo = { width: 1200, height: 800 };
  test.each([
    [
      { width: 600, height: null, exact: false },
      { width: 600, height: 400 },
    ],
    [
      { width: null, height: 1600, exact: false },
      { width: 2400, height: 1600 },
    ],
    [
      { width: 300, height: 300, exact: false },
      { width: 300, height: 200 },
    ],
    [
      { width: 300, height: 300, exact: true },
      { width: 300, height: 300 },
    ],
    [
      { width: 300, height: null, exact: true },
      { width: 300, height: 200 },
    ],
    [keep, photo],
  ])("%o", (resize, expected) => {
    expect(resizedSize(photo, resize)).toEqual(expected);
  });

  test("never leaves less than a pixel", () => {
    expect(resizedSize({ width: 5000, height: 3 }, { width: 10, height: null, exact: false })).toEqual({
      width: 10,
      height: 1,
    });
  });
});
