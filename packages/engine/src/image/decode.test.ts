import { deflateSync } from "node:zlib";
import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { EngineError } from "../errors.ts";
import { decode } from "./decode.ts";
import { probe } from "./probe.ts";
import { sanitize } from "./sanitize/sanitize.ts";
import { bmpFile } from "./testing/bmp-file.ts";
import { jpegSegment, pngChunk } from "./testing/hostile-files.ts";
import { paint, photo, pixelOf } from "./testing/pictures.ts";

const open = async (bytes: Uint8Array) => decode(bytes, probe(bytes));

/** What became of the bytes: a picture, or which of the engine's errors. Any other error fails the test. */
async function outcome(bytes: Uint8Array): Promise<string> {
  try {
    await open(bytes);
    return "decoded";
  } catch (error) {
    if (!(error instanceof EngineError)) throw error;
    return error.code;
  }
}

const solid = (background: string, channels: 3 | 4 = 3) =>
  sharp({ create: { width: 6, height: 4, channels, background } });
/** Left half red, right half blue. */
const halves = () =>
  sharp(paint(16, 8, (x) => (x < 8 ? [255, 0, 0, 255] : [0, 0, 255, 255])).data, {
    raw: { width: 16, height: 8, channels: 4 },
  }).removeAlpha();

function expectNear(actual: number[], expected: number[], tolerance: number): void {
  for (const [i, value] of actual.entries())
    expect(Math.abs(value - expected[i]!)).toBeLessThanOrEqual(tolerance);
}

describe("decode", () => {
  it("turns every format into straight RGBA of the probed size", async () => {
    for (const format of ["png", "webp", "jpeg"] as const) {
      const bytes = await solid("#336699").toFormat(format).toBuffer();
      const { raster, hasAlpha } = await open(bytes);
      expect([raster.width, raster.height, raster.data.length, hasAlpha]).toEqual([6, 4, 96, false]);
      expectNear(pixelOf(raster, 3, 2), [0x33, 0x66, 0x99, 255], 3);
    }
  });

  it("decodes BMP", async () => {
    const { raster } = await open(bmpFile({ width: 1, height: 1, bitsPerPixel: 24, pixels: [3, 2, 1, 0] }));
    expect(pixelOf(raster, 0, 0)).toEqual([1, 2, 3, 255]);
  });

  it("stands pictures upright by EXIF, in every orientation and format", async () => {
    const corner = { input: { create: { width: 3, height: 2, channels: 3, background: "lime" } } } as const;
    const upright = await halves()
      .composite([{ ...corner, left: 1, top: 1 }])
      .png()
      .toBuffer();
    for (const orientation of [1, 2, 3, 4, 5, 6, 7, 8]) {
      const bytes = await sharp(upright).withMetadata({ orientation }).png().toBuffer();
      const expected = await sharp(bytes).autoOrient().ensureAlpha().raw().toBuffer();
      expect(Buffer.compare((await open(bytes)).raster.data, expected)).toBe(0);
    }
    const lying = await open(
      await halves().withMetadata({ orientation: 6 }).webp({ lossless: true }).toBuffer(),
    );
    expect(pixelOf(lying.raster, 4, 1)).toEqual([255, 0, 0, 255]);
    expect(pixelOf(lying.raster, 4, 14)).toEqual([0, 0, 255, 255]);
  });

  it("converts an embedded color profile to sRGB instead of dropping it", async () => {
    const wide = await solid("#ff0000").withIccProfile("p3").png().toBuffer();
    const unconverted = await sharp(wide, { ignoreIcc: true }).raw().toBuffer();
    expect(unconverted[0]).toBeLessThan(245);
    expectNear(pixelOf((await open(wide)).raster, 0, 0), [255, 0, 0, 255], 2);
  });

  it("converts the color profile of a BMP, too", async () => {
    const wide = sharp(await solid("#ff0000").withIccProfile("p3").png().toBuffer(), { ignoreIcc: true });
    const { icc } = await wide.metadata();
    const [red, green, blue] = await wide.raw().toBuffer();
    const pixels = [blue!, green!, red!, 0, ...icc!];
    const header = { headerSize: 124, width: 1, height: 1, bitsPerPixel: 24 };
    const bytes = bmpFile({ ...header, pixels, profile: { offset: 124 + 4, size: icc!.length } });
    expectNear(pixelOf((await open(bytes)).raster, 0, 0), [255, 0, 0, 255], 2);
    const beyond = bmpFile({ ...header, pixels, profile: { offset: 124 + 5, size: icc!.length } });
    expect(await outcome(beyond)).toBe("InvalidImage");
  });

  it("decodes CMYK, gray, gray with alpha, 16 bits and palettes", async () => {
    const cmyk = await open(await solid("#a08070").toColourspace("cmyk").jpeg({ quality: 100 }).toBuffer());
    expectNear(pixelOf(cmyk.raster, 2, 2), [0xa0, 0x80, 0x70, 255], 8);
    const gray = await open(await solid("#777777").toColourspace("b-w").jpeg().toBuffer());
    expectNear(pixelOf(gray.raster, 2, 2), [0x77, 0x77, 0x77, 255], 2);
    const grayAlpha = await open(await solid("#77777780", 4).toColourspace("b-w").png().toBuffer());
    expect(pixelOf(grayAlpha.raster, 2, 2)).toEqual([0x77, 0x77, 0x77, 0x80]);
    const deep = await open(await solid("#11223380", 4).toColourspace("rgb16").png().toBuffer());
    expect(pixelOf(deep.raster, 2, 2)).toEqual([0x11, 0x22, 0x33, 0x80]);
    const palette = await open(await solid("#11223380", 4).png({ palette: true }).toBuffer());
    expectNear(pixelOf(palette.raster, 2, 2), [0x11, 0x22, 0x33, 0x80], 1);
  });

  it("takes the first frame of an animation", async () => {
    const frames = await Promise.all(["red", "blue"].map((color) => solid(color).png().toBuffer()));
    const bytes = await sharp(frames, { join: { animated: true } })
      .webp({ lossless: true })
      .toBuffer();
    const { raster } = await open(bytes);
    expect([raster.width, raster.height, ...pixelOf(raster, 5, 3)]).toEqual([6, 4, 255, 0, 0, 255]);
  });

  it("keeps the picture's own alpha and tells whether any pixel makes use of it", async () => {
    const half = await open(await solid("#ff000080", 4).png().toBuffer());
    expect([half.hasAlpha, ...pixelOf(half.raster, 0, 0)]).toEqual([true, 255, 0, 0, 128]);
    expect((await open(await solid("#ff0000ff", 4).png().toBuffer())).hasAlpha).toBe(false);
  });

  it("makes colors that the file hides under alpha 0 mid-gray", async () => {
    const secret = paint(2, 1, (x) => (x ? [9, 8, 7, 255] : [200, 100, 50, 0]));
    const bytes = await sharp(secret.data, { raw: { width: 2, height: 1, channels: 4 } })
      .png()
      .toBuffer();
    const { raster } = await open(bytes);
    expect([...raster.data]).toEqual([128, 128, 128, 0, 9, 8, 7, 255]);
  });

  it("takes JPEGs with stray bytes between their segments, as cameras write them", async () => {
    const bytes = photo();
    for (const marker of [0xdb, 0xd9]) {
      const at = bytes.lastIndexOf(Buffer.from([0xff, marker]));
      const padded = Buffer.concat([bytes.subarray(0, at), Buffer.alloc(3), bytes.subarray(at)]);
      expect(Buffer.compare((await open(padded)).raster.data, (await open(bytes)).raster.data)).toBe(0);
    }
  });

  it("takes a JPEG without its end marker, and one whose Adobe transform does not fit its components", async () => {
    const whole = (await open(photo())).raster.data;
    expect(Buffer.compare((await open(photo().subarray(0, -2))).raster.data, whole)).toBe(0);
    const transform = Buffer.from([...Buffer.from("Adobe"), 0, 100, 0, 0, 0, 0, 2]);
    const odd = Buffer.concat([photo().subarray(0, 2), jpegSegment(0xee, transform), photo().subarray(2)]);
    expect(Buffer.compare((await open(odd)).raster.data, whole)).toBe(0);
  });

  it("takes a picture whose color profile is garbage", async () => {
    const bytes = await solid("#336699").withIccProfile("p3").jpeg().toBuffer();
    bytes.fill(0xee, bytes.indexOf("ICC_PROFILE") + 60, bytes.indexOf("ICC_PROFILE") + 200);
    expect(await outcome(bytes)).toBe("decoded");
    const profile = { offset: 124 + 4, size: 3 };
    const bmp = {
      headerSize: 124,
      width: 1,
      height: 1,
      bitsPerPixel: 24,
      pixels: [3, 2, 1, 0, 7, 7, 7],
      profile,
    };
    expect(pixelOf((await open(bmpFile(bmp))).raster, 0, 0)).toEqual([1, 2, 3, 255]);
  });
});

describe("hostile input", () => {
  it("refuses a JPEG, PNG or WebP that was cut short anywhere", async () => {
    const image = sharp(photo()).resize(60);
    for (const format of ["jpeg", "png", "webp"] as const) {
      const bytes = await image.clone().toFormat(format).toBuffer();
      // A PNG without its empty last chunk still has every pixel.
      const end = bytes.length - (format === "png" ? 13 : 1);
      for (let length = 1; length < end; length += Math.ceil(end / 60))
        expect([format, length, await outcome(bytes.subarray(0, length))]).toEqual([
          format,
          length,
          "InvalidImage",
        ]);
    }
  });

  it("calls a file that was cut short so, and one that is broken broken", async () => {
    const image = sharp(photo()).resize(60);
    for (const format of ["jpeg", "png", "webp", "bmp"] as const) {
      const bytes =
        format === "bmp"
          ? bmpFile({ width: 9, height: 9, bitsPerPixel: 24, pixels: Array(252).fill(7) })
          : await image.clone().toFormat(format).toBuffer();
      const half = bytes.subarray(0, bytes.length * 0.6);
      await expect(open(half)).rejects.toThrow(/cut short/);
    }
    const progressive = await image.clone().jpeg({ progressive: true }).toBuffer();
    const betweenScans = progressive.lastIndexOf(Buffer.from([0xff, 0xda]));
    await expect(open(progressive.subarray(0, betweenScans))).rejects.toThrow(/cut short/);
    const broken = await image.clone().png().toBuffer();
    broken[broken.length >> 1]! ^= 4;
    await expect(open(broken)).rejects.toThrow(/damaged/);
  });

  it("shows libvips no EXIF, no text and no more than a picture's own parts", async () => {
    const image = sharp(photo())
      .resize(60)
      .withMetadata({ exif: { IFD0: { Artist: "the artist" } } });
    for (const format of ["jpeg", "png", "webp"] as const) {
      const bytes = await image.clone().toFormat(format).toBuffer();
      const clean = sanitize(bytes, format);
      const { exif, xmp, iptc, icc } = await sharp(clean).metadata();
      expect([exif, xmp, iptc, clean.length > bytes.length]).toEqual([
        undefined,
        undefined,
        undefined,
        false,
      ]);
      expect(icc).toBeDefined();
    }
    const png = await solid("#336699").png().toBuffer();
    const text = pngChunk("zTXt", Buffer.concat([Buffer.from("a\0\0"), deflateSync(Buffer.alloc(1e7))]));
    const clean = sanitize(Buffer.concat([png.subarray(0, 33), text, png.subarray(33)]), "png");
    expect(clean.length).toBeLessThanOrEqual(png.length);
  });

  it("refuses damaged pixel data of JPEG and PNG", async () => {
    const jpeg = photo();
    jpeg.fill(0x55, 12_000, 12_500);
    expect(await outcome(jpeg)).toBe("InvalidImage");
    const png = await sharp(photo()).png().toBuffer();
    png[png.length >> 1]! ^= 4;
    expect(await outcome(png)).toBe("InvalidImage");
  });

  it("refuses a PNG whose header does not fit its checksum", async () => {
    const png = await solid("#336699").png().toBuffer();
    png[19]! ^= 1;
    expect(await outcome(png)).toBe("InvalidImage");
  });

  it("refuses a PNG whose data inflates to far more than its size", async () => {
    const bomb = bombOf(4, 4, deflateSync(Buffer.alloc(50_000_000)));
    expect(["decoded", "InvalidImage"]).toContain(await outcome(bomb));
  });

  it("refuses a PNG that claims more pixels than it has", async () => {
    expect(await outcome(bombOf(3000, 3000, deflateSync(Buffer.alloc(100))))).toBe("InvalidImage");
  });

  it("decodes the narrowest pictures", async () => {
    for (const [width, height] of [
      [1, 1],
      [10_000, 1],
      [1, 10_000],
    ] as const) {
      const bytes = await sharp({ create: { width, height, channels: 3, background: "#123456" } })
        .png()
        .toBuffer();
      const { raster } = await open(bytes);
      expect([raster.width, raster.height, ...pixelOf(raster, width - 1, height - 1)]).toEqual([
        width,
        height,
        0x12,
        0x34,
        0x56,
        255,
      ]);
    }
  });
});

/** A gray PNG of this size with this compressed data. */
function bombOf(width: number, height: number, data: Buffer): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width);
  header.writeUInt32BE(height, 4);
  header[8] = 8;
  const signature = Buffer.from("\x89PNG\r\n\x1a\n", "latin1");
  return Buffer.concat([
    signature,
    pngChunk("IHDR", header),
    pngChunk("IDAT", data),
    pngChunk("IEND", Buffer.alloc(0)),
  ]);
}
