import { describe, expect, it } from "vitest";
import {
  parseAlignment,
  parseCanvasSize,
  parseLength,
  parseRegion,
  parseScale,
  parseSides,
} from "./notation.ts";

const px = (value: number) => ({ value, unit: "px" });
const percent = (value: number) => ({ value, unit: "%" });

describe("the notation of lengths", () => {
  it.each([
    ["30px", px(30)],
    ["30", px(30)],
    [" 2.5% ", percent(2.5)],
    ["0", px(0)],
  ])("%j is understood", (text, length) => {
    expect(parseLength(text)).toEqual(length);
  });

  it.each(["", "-1", "5em", "%", "1e3", "px", "1 px", "12345678"])("%j is none", (text) => {
    expect(parseLength(text)).toBeUndefined();
  });

  it("names sides as CSS does", () => {
    expect(parseSides("5%")).toEqual({
      top: percent(5),
      right: percent(5),
      bottom: percent(5),
      left: percent(5),
    });
    expect(parseSides("1 2%")).toEqual({ top: px(1), right: percent(2), bottom: px(1), left: percent(2) });
    expect(parseSides("1, 2,3px 4")).toEqual({ top: px(1), right: px(2), bottom: px(3), left: px(4) });
    for (const text of ["", "1 2 3", "1 2 3 4 5", "1 x"]) expect(parseSides(text)).toBeUndefined();
  });

  it("names a region by two corners", () => {
    expect(parseRegion("10% 0 90% 200px")).toEqual({
      left: percent(10),
      top: px(0),
      right: percent(90),
      bottom: px(200),
    });
    for (const text of ["", "1 2", "1 2 3", "1 2 3 -4"]) expect(parseRegion(text)).toBeUndefined();
  });
});

describe("the notation of a place on a canvas", () => {
  it.each([
    ["center", { x: 50, y: 50 }],
    ["top", { y: 0 }],
    ["bottom", { y: 100 }],
    ["left", { x: 0 }],
    ["right", { x: 100 }],
    ["top left", { x: 0, y: 0 }],
    ["Bottom-Right", { x: 100, y: 100 }],
    ["left bottom", { x: 0, y: 100 }],
    ["center top", { x: 50, y: 0 }],
    ["30%", { x: 30, y: 30 }],
    ["30% 0%", { x: 30, y: 0 }],
    ["original", "original"],
  ])("%j is understood", (text, alignment) => {
    expect(parseAlignment(text)).toEqual(alignment);
  });

  it.each([
    "",
    "up",
    "left right",
    "top bottom",
    "left 30%",
    "30",
    "101%",
    "1% 2% 3%",
    "original 5%",
    "toString",
  ])("%j is none", (text) => {
    expect(parseAlignment(text)).toBeUndefined();
  });

  it("names scales and sizes", () => {
    expect([parseScale("fit"), parseScale("Fill"), parseScale("original"), parseScale("80%")]).toEqual([
      "fit",
      "fill",
      "original",
      { share: 0.8 },
    ]);
    for (const text of ["", "0%", "101%", "80", "cover"]) expect(parseScale(text)).toBeUndefined();
    expect(parseCanvasSize("2000x1500")).toEqual({ width: 2000, height: 1500 });
    expect(parseCanvasSize("800")).toEqual({ width: 800, height: 800 });
    for (const text of ["", "0", "10001x5", "5x", "x5", "-5x5", "5.5x5"])
      expect(parseCanvasSize(text)).toBeUndefined();
  });
});
