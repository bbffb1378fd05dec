import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { DEFAULT_LIMITS } from "../image/probe.ts";
import { isOpaque, type Raster } from "../image/raster.ts";
import { disc, type Pixel, paint, pixelOf } from "../image/testing/pictures.ts";
import type { Background, Recipe, Shadow } from "../recipe.ts";
import { compose, needsPhoto } from "./compose.ts";

const RED: Pixel = [220, 20, 10, 255];
const cutout = () => disc(100, 20, RED);
/** A red ball before a blue wall. */
const photo = () => {
  const ball = cutout();
  return paint(100, 100, (x, y) => (pixelOf(ball, x, y)[3]! > 0 ? RED : [0, 0, 160, 255]));
};
const made = async (recipe: Omit<Recipe, "format">, given: Raster | undefined = photo()) =>
  (await compose(cutout(), given, { format: "png", ...recipe }, DEFAULT_LIMITS)).raster;
const green: Background = { kind: "color", color: { r: 0, g: 255, b: 0, alpha: 1 } };
const blur: Background = { kind: "blur", radius: 10 };
const shadow: Shadow = { color: { r: 0, g: 0, b: 0, alpha: 1 }, offset: { x: 50, y: 0 }, blurRadius: 0 };

describe("compose", () => {
  it("leaves the cutout alone when nothing is asked for", async () => {
    expect(await made({}, undefined)).toEqual(cutout());
  });

  it("gives the corners that a rotation adds the background color", async () => {
    const result = await made({ rotation: { degrees: 45, expand: true }, background: green }, undefined);
    expect(pixelOf(result, 0, 0)).toEqual([0, 255, 0, 255]);
    expect(isOpaque(result)).toBe(true);
  });

  it("makes every opaque background opaque throughout", async () => {
    const bytes = await sharp({ create: { width: 9, height: 5, channels: 3, background: "#345" } })
      .png()
      .toBuffer();
    const color = green.kind === "color" && green.color;
    for (const background of [
      green,
      blur,
      { kind: "picture", bytes },
      { kind: "gradient", top: color, bottom: color },
    ])
      expect(isOpaque(await made({ background: background as Background }))).toBe(true);
  });

  it("puts the shadow over the background and under the subject, on a canvas that has grown", async () => {
    const result = await made({ background: green, shadow });
    expect([result.width, result.height]).toEqual([120, 100]);
    expect(pixelOf(result, 100, 50)).toEqual([0, 0, 0, 255]);
    expect(pixelOf(result, 50, 50)).toEqual([...RED]);
    expect(pixelOf(result, 119, 0)).toEqual([0, 255, 0, 255]);
  });

  it("keeps the canvas over the photo's own background, and lets the shadow take no part in the blur", async () => {
    const result = await made({ background: blur, shadow: { ...shadow, offset: { x: 35, y: 0 } } });
    expect([result.width, result.height]).toEqual([100, 100]);
    expect(pixelOf(result, 80, 50)).toEqual([0, 0, 0, 255]);
    expect(Math.abs(pixelOf(result, 78, 80)[2]! - 160)).toBeLessThanOrEqual(1);
  });

  it("transforms photo and cutout alike for a blurred background", async () => {
    const crop = { left: 20, top: 10, width: 60, height: 70 };
    const result = await made({
      crop,
      resize: { width: 30 },
      rotation: { degrees: 90, expand: true },
      background: blur,
    });
    expect([result.width, result.height]).toEqual([35, 30]);
    expect(Math.abs(pixelOf(result, 1, 1)[2]! - 160)).toBeLessThanOrEqual(1);
    expect(pixelOf(result, 1, 1)[0]).toBeLessThanOrEqual(1);
  });

  it("gives the matte without background and shadow for a mask", async () => {
    const result = await made({ output: "mask", background: green, shadow });
    expect(result).toEqual(cutout());
  });

  it("stretches strokes drawn by hand over the photo and applies them before everything else", async () => {
    const keepLeft = paint(2, 2, (x) => (x === 0 ? [255, 255, 255, 255] : [0, 0, 0, 255]));
    const correction = await sharp(keepLeft.data, { raw: { width: 2, height: 2, channels: 4 } })
      .png()
      .toBuffer();
    const result = await made({ correction, crop: { left: 0, top: 0, width: 50, height: 100 } });
    expect(pixelOf(result, 2, 2)).toEqual([0, 0, 160, 255]);
    const erased = await made({ correction, crop: { left: 80, top: 0, width: 20, height: 100 } });
    expect(pixelOf(erased, 19, 50)).toEqual([0, 0, 0, 0]);
  });

  it("refuses strokes that are no picture", async () => {
    await expect(made({ correction: Buffer.from("?") })).rejects.toMatchObject({ code: "InvalidImage" });
  });
});

describe("needsPhoto", () => {
  it("is true for what looks at the photo itself only", () => {
    expect(needsPhoto({ format: "png", background: blur })).toBe(true);
    expect(needsPhoto({ format: "png", correction: new Uint8Array(1) })).toBe(true);
    expect(needsPhoto({ format: "png", background: green, shadow })).toBe(false);
  });
});
