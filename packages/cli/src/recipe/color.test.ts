import { describe, expect, it } from "vitest";
import { parseColor, parseColorPair } from "./color.ts";

describe("colors", () => {
  it.each([
    ["#f00", 255, 0, 0, 1],
    ["#00FF0080", 0, 255, 0, 0.5],
    ["RebeccaPurple", 102, 51, 153, 1],
    ["rgb(1, 2, 3)", 1, 2, 3, 1],
    ["1,2,3", 1, 2, 3, 1],
    ["1 2 3 51", 1, 2, 3, 0.2],
  ])("%s is understood", (text, r, g, b, alpha) => {
    expect(parseColor(text)).toEqual({ r, g, b, alpha: expect.closeTo(alpha, 2) });
  });

  it.each(["", "#12345", "nocolor", "300,0,0", "1,2", "1,2,3,4,5", "-1,0,0"])("%j is refused", (text) => {
    expect(() => parseColor(text)).toThrow("is no color");
  });

  it("a pair is split only where a new color begins", () => {
    expect(parseColorPair("white, rgb(0, 0, 255)")).toEqual([
      { r: 255, g: 255, b: 255, alpha: 1 },
      { r: 0, g: 0, b: 255, alpha: 1 },
    ]);
    for (const text of ["white", "white,black,red", ",black"])
      expect(() => parseColorPair(text)).toThrow("two colors");
  });
});
