import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { encode, encodeMask } from "../encode.ts";
import { alphaOf } from "../raster.ts";
import { disc, paint } from "../testing/pictures.ts";
import { withDensity } from "./density.ts";

const FORMATS = ["png", "webp", "jpeg"] as const;
const ball = () => disc(61, 24, [200, 40, 90, 255]);
const wall = () => paint(61, 61, () => [9, 90, 200, 255]);

const dpi = (both: number) => ({ x: both, y: both });
const tiffOf = (exif: Buffer) => exif.subarray(exif.indexOf("II*"));

describe("dots per inch", () => {
  it.each(FORMATS)(
    "are named by a %s, transparent, opaque or gray, and its pixels stay the same",
    async (format) => {
      const files = [
        await encode(ball(), { format }),
        await encode(wall(), { format, opaque: true }),
        await encodeMask(alphaOf(ball()), format),
      ];
      for (const file of files) {
        const made = withDensity(file, format, ball(), dpi(300));
        const { width, height, hasAlpha, icc, xmp, exif, ...metadata } = await sharp(made).metadata();
        // sharp reads no density from a WebP.
        const density = format === "webp" ? tiffOf(exif!).readUInt32LE(50) / 100 : metadata.density;
        expect([density, width, height, icc, xmp]).toEqual([300, 61, 61, undefined, undefined]);
        expect(hasAlpha).toBe((await sharp(file).metadata()).hasAlpha);
        const pixels = (bytes: Uint8Array) => sharp(bytes).raw().toBuffer();
        expect(Buffer.compare(await pixels(made), await pixels(file))).toBe(0);
      }
    },
  );

  it("stand in a WebP's EXIF, and nothing else does", async () => {
    const made = withDensity(await encode(ball(), { format: "webp" }), "webp", ball(), dpi(72));
    const tiff = tiffOf((await sharp(made).metadata()).exif!);
    expect(tiff.readUInt16LE(8)).toBe(3);
    expect([0, 1, 2].map((entry) => tiff.readUInt16LE(10 + entry * 12))).toEqual([0x11a, 0x11b, 0x128]);
    expect(tiff.length).toBe(66);
  });

  it("stand in the header of a BMP as pixels per meter", async () => {
    for (const opaque of [true, false]) {
      const made = Buffer.from(
        withDensity(await encode(wall(), { format: "bmp", opaque }), "bmp", wall(), { x: 254, y: 127 }),
      );
      expect([made.readInt32LE(38), made.readInt32LE(42)]).toEqual([10_000, 5000]);
    }
  });

  it("are not made up where nobody names them", async () => {
    const png = withDensity(await encode(ball(), { format: "png" }), "png", ball(), undefined);
    expect(Buffer.from(png).includes("pHYs")).toBe(false);
    const webp = withDensity(await encode(ball(), { format: "webp" }), "webp", ball(), undefined);
    expect((await sharp(webp).metadata()).exif).toBeUndefined();
    expect((await sharp(png).metadata()).width).toBe(61);
  });
});
