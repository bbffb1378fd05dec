import { subjectBounds } from "@alphacut/pixels";
import { describe, expect, it } from "vitest";
import { disc, paint, pixelOf } from "../image/testing/pictures.ts";
import { drawOutline } from "./outline.ts";

const WHITE = { r: 255, g: 255, b: 255, alpha: 1 };
const GROW = { grow: true };
const square = () =>
  paint(40, 40, (x, y) => (x >= 10 && x < 30 && y >= 10 && y < 30 ? [200, 0, 0, 255] : [0, 0, 0, 0]));
const outlined = (cutout = square(), width = 5, color = WHITE, options = GROW) =>
  drawOutline(cutout, subjectBounds(cutout)!, { width, color }, options);

describe("an outline", () => {
  it("is as wide as asked for, in its color, and leaves the subject as it was", () => {
    const { raster } = outlined();
    for (let x = 0; x < 40; x++) {
      const isSubject = x >= 10 && x < 30;
      const isLine = !isSubject && x >= 5 && x < 35;
      expect(pixelOf(raster, x, 20)).toEqual(
        isSubject ? [200, 0, 0, 255] : isLine ? [255, 255, 255, 255] : [0, 0, 0, 0],
      );
    }
  });

  it("goes around corners at the same distance", () => {
    const { raster } = outlined();
    expect(pixelOf(raster, 5, 5)[3]).toBe(0);
    expect(pixelOf(raster, 7, 7)[3]).toBeGreaterThan(128);
  });

  it.each([1, 4, 7.5, 20])("follows an antialiased edge exactly: %f pixels around a disc", (width) => {
    const { raster } = outlined(disc(120, 30, [200, 0, 0, 255]), width);
    const area = raster.data.reduce((sum, value, i) => (i % 4 === 3 ? sum + value / 255 : sum), 0);
    const radius = Math.sqrt(area / Math.PI);
    expect(Math.abs(radius - (30 + width))).toBeLessThan(0.12);
  });

  it("shows through the subject's soft edge, so that nothing of the background does", () => {
    const { raster } = outlined(disc(60, 20, [0, 0, 0, 255]), 6);
    for (let x = 30; x < 55; x++) expect(pixelOf(raster, x, 30)[3]).toBe(255);
  });

  it("is as transparent as its color", () => {
    const { raster } = outlined(square(), 5, { r: 1, g: 2, b: 3, alpha: 0.5 });
    expect(pixelOf(raster, 7, 20)).toEqual([1, 2, 3, 128]);
  });

  it("makes the canvas grow only where it needs room, if it may", () => {
    const cornered = paint(30, 30, (x, y) => (x < 10 && y < 10 ? [9, 9, 9, 255] : [0, 0, 0, 0]));
    const { raster, left, top } = outlined(cornered, 4);
    expect([raster.width, raster.height, left, top]).toEqual([34, 34, 4, 4]);
    expect(pixelOf(raster, 0, 9)).toEqual([255, 255, 255, 255]);
    const fixed = outlined(cornered, 4, WHITE, { grow: false });
    expect([fixed.raster.width, fixed.left]).toEqual([30, 0]);
  });

  it("refuses a width that is none", () => {
    for (const width of [0, -1, 501, Number.NaN])
      expect(() => outlined(square(), width)).toThrow(expect.objectContaining({ code: "InvalidRecipe" }));
  });
});
