import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { decode } from "./decode.ts";
import { probe } from "./probe.ts";
import type { Raster } from "./raster.ts";
import { sanitize } from "./sanitize/sanitize.ts";
import { heicFile } from "./testing/heic-file.ts";
import { paint, photo, pixelOf } from "./testing/pictures.ts";

/** The left half red, the right half blue, as `heicFile` shows it. */
const RED = { r: 200, g: 30, b: 40 };
const BLUE = { r: 20, g: 60, b: 220 };
const halves = () =>
  sharp({ create: { width: 40, height: 24, channels: 3, background: RED } }).composite([
    { input: { create: { width: 20, height: 24, channels: 3, background: BLUE } }, left: 20, top: 0 },
  ]);
const exif = { IFD0: { Artist: "the artist", Orientation: "1" } };

const FILES = {
  avif: () => halves().withExif(exif).avif({ quality: 90, chromaSubsampling: "4:4:4" }).toBuffer(),
  gif: () => halves().gif().toBuffer(),
  tiff: () => halves().withExif(exif).withDensity(300).tiff({ compression: "lzw" }).toBuffer(),
  heic: async () => heicFile(),
};
const FORMATS = Object.keys(FILES) as (keyof typeof FILES)[];

const open = async (bytes: Uint8Array) => decode(bytes, probe(bytes));

function expectHalves(raster: Raster): void {
  expect([raster.width, raster.height]).toEqual([40, 24]);
  for (const [x, { r, g, b }] of [
    [4, RED],
    [35, BLUE],
  ] as const) {
    const pixel = pixelOf(raster, x, 12);
    for (const [i, value] of [r, g, b, 255].entries()) expect(Math.abs(pixel[i]! - value)).toBeLessThan(8);
  }
}

describe("AVIF, GIF, TIFF and HEIC", () => {
  it.each(FORMATS)("decodes %s to what it shows", async (format) => {
    const bytes = await FILES[format]();
    expect(probe(bytes)).toMatchObject({ format, width: 40, height: 24, orientation: 1 });
    const { raster, hasAlpha } = await open(bytes);
    expect(hasAlpha).toBe(false);
    expectHalves(raster);
  });

  it.each(["avif", "gif", "tiff"] as const)("keeps the alpha of %s", async (format) => {
    const halfEmpty = paint(40, 24, (x) => (x < 20 ? [200, 30, 40, 255] : [0, 0, 0, 0]));
    const bytes = await sharp(halfEmpty.data, { raw: { width: 40, height: 24, channels: 4 } })
      .toFormat(format, format === "tiff" ? { compression: "deflate" } : {})
      .toBuffer();
    const { raster, hasAlpha } = await open(bytes);
    expect([hasAlpha, pixelOf(raster, 4, 12)[3], pixelOf(raster, 35, 12)[3]]).toEqual([true, 255, 0]);
  });

  it.each(["avif", "tiff"] as const)("stands %s upright", async (format) => {
    const bytes = await halves().withMetadata({ orientation: 6 }).toFormat(format).toBuffer();
    expect(probe(bytes)).toMatchObject({ width: 24, height: 40 });
    const { raster } = await open(bytes);
    expect(pixelOf(raster, 12, 4)[0]).toBeGreaterThan(150);
    expect(pixelOf(raster, 12, 35)[2]).toBeGreaterThan(150);
  });

  it("reads the resolution of TIFF", async () => {
    expect(probe(await FILES.tiff()).dpi).toEqual({ x: 300, y: 300 });
  });

  it.each(["avif", "tiff"] as const)("converts the color profile of %s", async (format) => {
    const wide = await sharp({ create: { width: 16, height: 16, channels: 3, background: "#ff0000" } })
      .withIccProfile("p3")
      .toFormat(format, { quality: 100 })
      .toBuffer();
    const [red, green] = pixelOf((await open(wide)).raster, 8, 8);
    expect(red).toBeGreaterThan(250);
    expect(green).toBeLessThan(12);
  });

  it.each(["gif", "tiff"] as const)(
    "decodes the first picture of a %s of several, and reads no other",
    async (format) => {
      const frames = await Promise.all(["red", "blue"].map((background) => frame(background)));
      const bytes = await sharp(frames, { join: { animated: true } })
        .toFormat(format, format === "tiff" ? { compression: "deflate" } : {})
        .toBuffer();
      expect((await sharp(sanitize(bytes, format)).metadata()).pages ?? 1).toBe(1);
      const { raster } = await open(bytes);
      expect([raster.width, raster.height, ...pixelOf(raster, 3, 2).slice(0, 3)]).toEqual([8, 4, 255, 0, 0]);
    },
  );

  it.each(["avif", "tiff"] as const)("shows libvips no EXIF of %s", async (format) => {
    const bytes = await FILES[format]();
    const { exif: shown, xmp } = await sharp(sanitize(bytes, format)).metadata();
    expect([shown, xmp]).toEqual([undefined, undefined]);
  });

  it.each(FORMATS)("refuses %s that was cut short anywhere", async (format) => {
    const bytes =
      format === "avif" ? await sharp(photo()).resize(40).avif().toBuffer() : await FILES[format]();
    // A GIF without its end, and a TIFF without its tags' last values, still has every pixel.
    const end = { avif: 1, heic: 1, gif: 3, tiff: 200 }[format];
    for (let length = 4; length < bytes.length - end; length += Math.ceil(bytes.length / 25)) {
      const answer = await open(bytes.subarray(0, length)).then(
        ({ raster }) => `decoded ${raster.width}`,
        (error: { code?: string }) => error.code,
      );
      expect([length, answer]).toEqual([length, "InvalidImage"]);
    }
  });

  it("refuses a GIF frame that reaches out of the picture, and a TIFF of a compression that is not taken", async () => {
    const gif = await FILES.gif();
    gif.writeUInt16LE(10, 6);
    expect(() => probe(gif)).toThrow(/reaches out/);
    const tiff = await FILES.tiff();
    const compression = tiff.indexOf(Buffer.from([0x03, 0x01, 3, 0, 1, 0, 0, 0, 5, 0]));
    tiff.writeUInt16LE(34_712, compression + 8);
    expect(() => probe(tiff)).toThrow(expect.objectContaining({ code: "UnsupportedImage" }));
  });

  it("refuses HEIC with tiles or uncropped sizes of far more pixels than it shows", async () => {
    const heic = heicFile();
    const tile = heic.indexOf("ispe") + 8;
    expect([heic.readUInt32BE(tile), heic.readUInt32BE(tile + 4)]).toEqual([64, 64]);
    heic.writeUInt32BE(16_000, tile);
    heic.writeUInt32BE(16_000, tile + 4);
    expect(() => probe(heic)).toThrow(/far more pixels/);
  });
});

function frame(background: string): Promise<Buffer> {
  return sharp({ create: { width: 8, height: 4, channels: 3, background } })
    .png()
    .toBuffer();
}
