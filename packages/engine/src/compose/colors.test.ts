import fc from "fast-check";
import { describe, it } from "vitest";
import { decode } from "../image/decode.ts";
import { encode } from "../image/encode.ts";
import { probe } from "../image/probe.ts";
import { type Raster, wordsOf } from "../image/raster.ts";
import { resizeRaster } from "../image/resize.ts";
import { rasters, sizes } from "../image/testing/arbitraries.ts";
import { colorLayer, gradientLayer } from "./background.ts";
import { paintUnder } from "./over.ts";

const channel = fc.integer({ min: 0, max: 255 });
const opaque = fc.record({ r: channel, g: channel, b: channel, alpha: fc.constant(1) });
const copyOf = (raster: Raster): Raster => ({ ...raster, data: Uint8Array.from(raster.data) });
const isBetween = (value: number, a: number, b: number, tolerance: number) =>
  value >= Math.min(a, b) - tolerance && value <= Math.max(a, b) + tolerance;

describe("colors, for any picture", () => {
  it("become opaque over an opaque color, each between the two that it is mixed of", () => {
    const property = fc.property(rasters(12), opaque, (above, color) => {
      const made = copyOf(above);
      paintUnder(made, colorLayer(made.width, color));
      return made.data.every((value, p) => {
        const below = [color.r, color.g, color.b, 255][p & 3]!;
        const top = above.data[p]!;
        return (p & 3) === 3
          ? value === 255
          : isBetween(value, above.data[p | 3] === 0 ? below : top, below, 0);
      });
    });
    fc.assert(property, { numRuns: 100 });
  });

  it("stay as they are over nothing", () => {
    const property = fc.property(rasters(12), (raster) => {
      const made = copyOf(raster);
      paintUnder(made, () => new Uint32Array(made.width));
      return Buffer.compare(made.data, raster.data) === 0;
    });
    fc.assert(property, { numRuns: 100 });
  });

  it("run from the first to the second color of a gradient, never beyond", () => {
    const property = fc.property(sizes(40), opaque, opaque, (size, top, bottom) => {
      const layer = gradientLayer(size, { top, bottom });
      const rows = Array.from({ length: size.height }, (_, y) =>
        Uint32Array.from(layer(y, new Uint32Array(size.width))),
      );
      const of = (word: number, shift: number) => (word >>> shift) & 255;
      return rows.every((row) =>
        row.every(
          (word) =>
            isBetween(of(word, 0), top.r, bottom.r, 1) &&
            isBetween(of(word, 8), top.g, bottom.g, 1) &&
            isBetween(of(word, 16), top.b, bottom.b, 1),
        ),
      );
    });
    fc.assert(property, { numRuns: 100 });
  });

  it("of a subject of one color keep that color at every size, however soft its edges are", async () => {
    const property = fc.asyncProperty(
      rasters(16),
      sizes(24),
      fc.tuple(channel, channel, channel),
      async (raster, size, color) => {
        const one = copyOf(raster);
        for (let p = 0; p < one.data.length; p += 4) if (one.data[p + 3]! > 0) one.data.set(color, p);
        const { data } = await resizeRaster(one, size);
        return data.every((value, p) => {
          const alpha = data[p | 3]!;
          // 8 bits of premultiplied color tell a color only as finely as alpha allows; and where noise makes Mitchell's
          // kernel overshoot, libvips clips between its two passes.
          return (p & 3) === 3 || alpha < 32 || Math.abs(value - color[p & 3]!) <= Math.max(14, 510 / alpha);
        });
      },
    );
    await fc.assert(property, { numRuns: 60 });
  });

  it("come back from PNG and BMP as they were", async () => {
    const property = fc.asyncProperty(
      rasters(12),
      fc.constantFrom("png" as const, "bmp" as const),
      async (raster, format) => {
        const bytes = await encode(copyOf(raster), { format });
        const { raster: read } = await decode(bytes, probe(bytes));
        const isEmpty = raster.data.every((value) => value === 0);
        // A BMP whose alpha is zero throughout means opaque.
        if (isEmpty) return true;
        return wordsOf(read).every((word, i) => word >>> 24 === 0 || word === wordsOf(raster)[i]);
      },
    );
    await fc.assert(property, { numRuns: 60 });
  });
});
