import { resizedSize } from "@alphacut/pixels";
import fc from "fast-check";
import { describe, it } from "vitest";
import type { Raster } from "./raster.ts";
import { rotateRaster } from "./rotate.ts";
import { rasters, resizes, rotations, sizes } from "./testing/arbitraries.ts";
import { transform } from "./transform.ts";
import { transformedSize, turnedSize } from "./transformed-size.ts";

const blank = (width: number, height: number): Raster => ({
  width,
  height,
  data: new Uint8Array(width * height * 4),
});
const same = (a: Raster, b: Raster) =>
  a.width === b.width && a.height === b.height && Buffer.compare(a.data, b.data) === 0;

describe("geometry, for any picture and recipe", () => {
  it("makes exactly the size that it says beforehand", async () => {
    const property = fc.asyncProperty(
      sizes(40),
      resizes(60),
      rotations,
      async ({ width, height }, resize, rotation) => {
        const recipe = { format: "png", resize, rotation } as const;
        const made = await transform(blank(width, height), recipe);
        const { width: expectedWidth, height: expectedHeight } = turnedSize({ width, height }, recipe);
        return made.width === expectedWidth && made.height === expectedHeight;
      },
    );
    await fc.assert(property, { numRuns: 60 });
  });

  it("fits inside what was asked, touches it, and keeps the proportions to half a pixel", () => {
    const property = fc.property(sizes(10_000), sizes(10_000), (photo, asked) => {
      const { width, height } = resizedSize(photo, asked);
      const isInside = width <= Math.max(1, asked.width) && height <= Math.max(1, asked.height);
      const touches = width === asked.width || height === asked.height;
      const scale = Math.min(asked.width / photo.width, asked.height / photo.height);
      const keeps = (side: number, from: number) => side === 1 || Math.abs(side - from * scale) <= 0.5 + 1e-6;
      return isInside && touches && keeps(width, photo.width) && keeps(height, photo.height);
    });
    fc.assert(property, { numRuns: 500 });
  });

  it("never says a size below one pixel, or above its own limit without refusing", () => {
    const property = fc.property(sizes(10_000), resizes(10_000), rotations, (photo, resize, rotation) => {
      try {
        const { width, height } = transformedSize(photo, { format: "png", resize, rotation });
        return (
          width >= 1 && height >= 1 && width <= 16_383 && height <= 16_383 && Number.isInteger(width * height)
        );
      } catch (error) {
        return (error as { code?: string }).code === "InvalidRecipe";
      }
    });
    fc.assert(property, { numRuns: 500 });
  });

  it("gets back to where it was after four quarter turns, or a turn and its reverse", () => {
    const property = fc.property(rasters(12), fc.integer({ min: -4, max: 4 }), (raster, quarters) => {
      const turn = (picture: Raster, degrees: number) => rotateRaster(picture, { degrees, expand: true });
      let around = raster;
      for (let i = 0; i < 4; i++) around = turn(around, 90);
      return same(around, raster) && same(turn(turn(raster, quarters * 90), -quarters * 90), raster);
    });
    fc.assert(property, { numRuns: 60 });
  });
});
