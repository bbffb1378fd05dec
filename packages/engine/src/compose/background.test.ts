import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { DEFAULT_LIMITS } from "../image/probe.ts";
import type { Raster } from "../image/raster.ts";
import { disc, paint, pixelOf } from "../image/testing/pictures.ts";
import type { Color } from "../recipe.ts";
import { colorLayer, gradientLayer, pictureLayer } from "./background.ts";
import { paintUnder } from "./over.ts";

const BLUE: Color = { r: 0, g: 0, b: 255, alpha: 1 };
const empty = (width: number, height: number) => paint(width, height, () => [0, 0, 0, 0]);
const onColor = (raster: Raster, color: Color) => {
  paintUnder(raster, colorLayer(raster.width, color));
  return raster;
};
const meanOf = ({ data }: Raster, channel: number) =>
  data.reduce((sum, value, i) => (i % 4 === channel ? sum + value : sum), 0) / (data.length / 4);

describe("a solid color", () => {
  it("shows where the cutout does not, mixes at the edge and makes everything opaque", () => {
    const cutout = paint(3, 1, (x) => [200, 100, 0, [0, 102, 255][x]!]);
    const result = onColor(cutout, BLUE);
    expect(pixelOf(result, 0, 0)).toEqual([0, 0, 255, 255]);
    expect(pixelOf(result, 1, 0)).toEqual([80, 40, 153, 255]);
    expect(pixelOf(result, 2, 0)).toEqual([200, 100, 0, 255]);
  });

  it("leaves the result half transparent when the color is", () => {
    const cutout = paint(3, 1, (x) => [200, 100, 0, [0, 128, 255][x]!]);
    const result = onColor(cutout, { ...BLUE, alpha: 0.5 });
    expect(pixelOf(result, 0, 0)).toEqual([0, 0, 255, 128]);
    // α = 128/255 + 128/255 · 127/255; C = (C₁ · 128/255 + C₂ · 128/255 · 127/255) / α
    expect(pixelOf(result, 1, 0)).toEqual([134, 67, 85, 192]);
    expect(pixelOf(result, 2, 0)).toEqual([200, 100, 0, 255]);
  });

  it("changes nothing when it is fully transparent", () => {
    const cutout = () => disc(20, 6, [200, 100, 0, 255]);
    expect(onColor(cutout(), { ...BLUE, alpha: 0 })).toEqual(cutout());
  });

  it("is exact for every alpha", () => {
    const cutout = paint(256, 1, (x) => [255, 255, 255, x]);
    const result = onColor(cutout, { r: 0, g: 0, b: 0, alpha: 1 });
    for (let alpha = 0; alpha < 256; alpha++)
      expect(pixelOf(result, alpha, 0)).toEqual([alpha, alpha, alpha, 255]);
  });
});

describe("a gradient", () => {
  const dark: Color = { r: 10, g: 20, b: 30, alpha: 1 };
  const light: Color = { r: 14, g: 20, b: 60, alpha: 1 };
  const painted = (width: number, height: number, top: Color, bottom: Color) => {
    const raster = empty(width, height);
    paintUnder(raster, gradientLayer(raster, { top, bottom }));
    return raster;
  };

  it("has exactly its colors in the first and the last row", () => {
    const result = painted(20, 101, dark, light);
    for (let x = 0; x < 20; x++) {
      expect(pixelOf(result, x, 0)).toEqual([10, 20, 30, 255]);
      expect(pixelOf(result, x, 100)).toEqual([14, 20, 60, 255]);
    }
  });

  it("has no bands: the mean of every small patch is right to a tenth of a level", () => {
    const height = 512;
    const { data } = painted(8, height, dark, light);
    for (let top = 0; top < height; top += 8) {
      const patch = { width: 8, height: 8, data: data.subarray(top * 32, (top + 8) * 32) };
      const share = (top + 3.5) / (height - 1);
      expect(Math.abs(meanOf(patch, 0) - (10 + 4 * share))).toBeLessThan(0.1);
      expect(Math.abs(meanOf(patch, 2) - (30 + 30 * share))).toBeLessThan(0.1);
      expect(meanOf(patch, 1)).toBe(20);
    }
  });

  it("fades out without changing its color", () => {
    const result = painted(8, 64, BLUE, { r: 255, g: 0, b: 0, alpha: 0 });
    for (let y = 0; y < 64; y++) {
      const [red, , blue, alpha] = pixelOf(result, 3, y);
      if (alpha! > 0) expect([red, blue]).toEqual([0, 255]);
    }
    expect(pixelOf(result, 0, 63)).toEqual([0, 0, 0, 0]);
  });

  it("is its upper color in a single row", () => {
    expect(pixelOf(painted(1, 1, dark, light), 0, 0)).toEqual([10, 20, 30, 255]);
  });
});

describe("a picture as background", () => {
  /** Three vertical stripes: red, green, blue. */
  const stripes = (width: number, height: number) =>
    sharp(
      paint(width, height, (x) => {
        const stripe = Math.floor((3 * x) / width);
        return [stripe === 0 ? 255 : 0, stripe === 1 ? 255 : 0, stripe === 2 ? 255 : 0, 255];
      }).data,
      { raw: { width, height, channels: 4 } },
    ).png();
  const behind = async (canvas: Raster, bytes: Uint8Array) => {
    paintUnder(canvas, await pictureLayer(bytes, canvas, DEFAULT_LIMITS));
    return canvas;
  };

  it("covers the canvas, centered, cut off left and right alike", async () => {
    const result = await behind(empty(30, 30), await stripes(90, 30).toBuffer());
    expect([pixelOf(result, 0, 0), pixelOf(result, 29, 29)]).toEqual([
      [0, 255, 0, 255],
      [0, 255, 0, 255],
    ]);
  });

  it("is enlarged and reduced to fit", async () => {
    for (const width of [6, 300]) {
      const result = await behind(empty(60, 20), await stripes(width, width / 3).toBuffer());
      expect(pixelOf(result, 10, 10)).toEqual([255, 0, 0, 255]);
      expect(pixelOf(result, 50, 10)).toEqual([0, 0, 255, 255]);
    }
  });

  it("covers canvases of extreme shapes", async () => {
    for (const [width, height] of [
      [200, 1],
      [1, 200],
      [1, 1],
    ] as const) {
      const result = await behind(empty(width, height), await stripes(9, 9).toBuffer());
      expect(pixelOf(result, width - 1, height - 1)[3]).toBe(255);
    }
  });

  it("is refused like any input when it is damaged, no image or too large", async () => {
    const refused = (bytes: Uint8Array, limits = DEFAULT_LIMITS) => pictureLayer(bytes, empty(9, 9), limits);
    const png = await stripes(90, 30).toBuffer();
    await expect(refused(Buffer.from("no picture"))).rejects.toMatchObject({ code: "InvalidImage" });
    await expect(refused(png.subarray(0, png.length / 2))).rejects.toMatchObject({ code: "InvalidImage" });
    await expect(refused(Buffer.from("<svg/>"))).rejects.toMatchObject({ code: "UnsupportedImage" });
    await expect(refused(png, { maxWidth: 89, maxHeight: 30 })).rejects.toMatchObject({
      code: "ImageTooLarge",
    });
  });
});
