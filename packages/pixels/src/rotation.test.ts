import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { apply, invert, rotatedFrom, rotatedSize } from "./index.ts";

const side = fc.integer({ min: 1, max: 9999 });
const sizes = fc.record({ width: side, height: side });
const RUNS = { seed: 1, numRuns: 2000 };

describe("a rotation", () => {
  it("the canvas grows only when it may", () => {
    expect(rotatedSize({ width: 100, height: 100 }, { degrees: 45, expand: true })).toEqual({
      width: 142,
      height: 142,
    });
    expect(rotatedSize({ width: 100, height: 100 }, { degrees: 45, expand: false })).toEqual({
      width: 100,
      height: 100,
    });
  });
});

describe("rotations, for any size", () => {
  it("swap the sides at quarter turns and keep them at half turns, whatever the sides are", () => {
    const property = fc.property(sizes, fc.integer({ min: -8, max: 8 }), ({ width, height }, turns) => {
      const turned = rotatedSize({ width, height }, { degrees: turns * 90, expand: true });
      const expected = turns % 2 === 0 ? { width, height } : { width: height, height: width };
      expect(turned).toEqual(expected);
    });
    fc.assert(property, RUNS);
  });

  it("put whole pixels on whole pixels at right angles, and the upper left corner where it belongs", () => {
    const property = fc.property(
      sizes,
      fc.integer({ min: 0, max: 3 }),
      fc.boolean(),
      (from, turns, expand) => {
        const to = rotatedSize(from, { degrees: turns * 90, expand });
        const toCanvas = invert(rotatedFrom(from, to, turns * 90));
        const pixel = apply(toCanvas, { x: 0.5, y: 0.5 });
        expect([pixel.x - 0.5, pixel.y - 0.5].every(Number.isInteger)).toBe(true);
        const corners = [
          { x: 0.5, y: 0.5 },
          { x: 0.5, y: to.height - 0.5 },
          { x: to.width - 0.5, y: to.height - 0.5 },
          { x: to.width - 0.5, y: 0.5 },
        ];
        if (expand) expect(pixel).toEqual(corners[turns]);
      },
    );
    fc.assert(property, RUNS);
  });

  it("grow the canvas by no more than the rotated corners need", () => {
    const property = fc.property(sizes, fc.double({ min: -360, max: 360, noNaN: true }), (from, degrees) => {
      const { width, height } = rotatedSize(from, { degrees, expand: true });
      const cos = Math.abs(Math.cos((degrees * Math.PI) / 180));
      const sin = Math.abs(Math.sin((degrees * Math.PI) / 180));
      expect(Math.abs(width - (from.width * cos + from.height * sin))).toBeLessThan(2);
      expect(Math.abs(height - (from.width * sin + from.height * cos))).toBeLessThan(2);
    });
    fc.assert(property, RUNS);
  });
});
