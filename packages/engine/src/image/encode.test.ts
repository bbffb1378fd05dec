import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { decodeBmp } from "./bmp/decode.ts";
import { encode, encodeMask } from "./encode.ts";
import { alphaOf, type Mask, type Raster } from "./raster.ts";
import { disc, paint, pixelOf, seededRandom } from "./testing/pictures.ts";

const FORMATS = ["png", "webp", "jpeg", "bmp"] as const;
const ball = () => disc(64, 24, [200, 40, 90, 255]);
const opaque = () => paint(40, 30, (x, y) => [x * 6, y * 8, 128, 255]);

async function decoded(bytes: Uint8Array): Promise<Raster> {
  if (bytes[0] === 0x42) return decodeBmp(bytes).raster;
  const { data, info } = await sharp(bytes).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, data };
}

/** The largest difference of color where the first picture is visible, weighed by its alpha. */
function visibleError(expected: Raster, actual: Raster): number {
  let largest = 0;
  for (let i = 0; i < expected.data.length; i++) {
    const alpha = expected.data[i | 3]! / 255;
    if ((i & 3) < 3) largest = Math.max(largest, Math.abs(expected.data[i]! - actual.data[i]!) * alpha);
  }
  return largest;
}

describe("encode", () => {
  it.each(["png", "bmp"] as const)(
    "keeps every pixel of a cutout as %s, straight and not premultiplied",
    async (format) => {
      expect(Buffer.compare((await decoded(await encode(ball(), { format }))).data, ball().data)).toBe(0);
    },
  );

  it("keeps alpha exactly and visible colors closely as WebP, up to the very edge", async () => {
    const result = await decoded(await encode(ball(), { format: "webp" }));
    expect(alphaOf(result)).toEqual(alphaOf(ball()));
    expect(visibleError(ball(), result)).toBeLessThanOrEqual(6);
  });

  it("leaves nothing of the old color in the invisible part of a PNG", async () => {
    expect(pixelOf(await decoded(await encode(ball(), { format: "png" })), 0, 0)).toEqual([0, 0, 0, 0]);
  });

  it("flattens on white as JPEG", async () => {
    const result = await decoded(await encode(ball(), { format: "jpeg" }));
    const white = paint(64, 64, () => [255, 255, 255, 255]);
    expect(pixelOf(result, 1, 1)).toEqual(pixelOf(white, 1, 1));
    expect(Math.abs(pixelOf(result, 32, 32)[0]! - 200)).toBeLessThanOrEqual(3);
  });

  it("writes no alpha channel for an opaque picture", async () => {
    for (const format of FORMATS) {
      const bytes = await encode(opaque(), { format, opaque: true });
      if (format === "bmp") expect(Buffer.from(bytes).readUInt16LE(28)).toBe(24);
      else expect((await sharp(bytes).metadata()).hasAlpha).toBe(false);
      expect(visibleError(opaque(), await decoded(bytes))).toBeLessThanOrEqual(10);
    }
  });

  it("names alpha and sRGB in the header of a 32-bit BMP", async () => {
    const header = Buffer.from(await encode(ball(), { format: "bmp" }));
    expect([header.readUInt32LE(14), header.readUInt16LE(28), header.readUInt32LE(66)]).toEqual([
      108, 32, 0xff000000,
    ]);
    expect(header.toString("latin1", 70, 74)).toBe("BGRs");
  });

  it("writes neither EXIF nor a color profile", async () => {
    for (const format of ["png", "webp", "jpeg"] as const) {
      const { exif, icc, xmp, iptc } = await sharp(await encode(ball(), { format })).metadata();
      expect([exif, icc, xmp, iptc]).toEqual([undefined, undefined, undefined, undefined]);
    }
  });

  it("encodes pictures of one pixel and of one row or column", async () => {
    for (const [width, height] of [
      [1, 1],
      [300, 1],
      [1, 300],
    ] as const) {
      const line = () => paint(width, height, (x, y) => ((x + y) % 3 ? [50, 60, 70, 200] : [0, 0, 0, 0]));
      for (const format of FORMATS) {
        const result = await decoded(await encode(line(), { format }));
        expect([format, result.width, result.height]).toEqual([format, width, height]);
        if (format !== "jpeg") expect(alphaOf(result)).toEqual(alphaOf(line()));
      }
    }
  });

  it("refuses a WebP of more than 16383 pixels a side and says so", async () => {
    const wide = paint(16_384, 1, () => [1, 2, 3, 255]);
    const refusal = expect.objectContaining({
      code: "InvalidRecipe",
      message: expect.stringContaining("16383"),
    });
    await expect(encode(wide, { format: "webp" })).rejects.toEqual(refusal);
    await expect(encode(wide, { format: "webp", opaque: true })).rejects.toEqual(refusal);
    await expect(encodeMask(alphaOf(wide), "webp")).rejects.toEqual(refusal);
  });
});

describe("encodeMask", () => {
  const matte = () => alphaOf(ball());

  it.each(["png", "webp", "bmp"] as const)("keeps every value as %s", async (format) => {
    expect(await grayOf(await encodeMask(matte(), format))).toEqual(matte());
  });

  it("comes close as JPEG", async () => {
    const { data } = await grayOf(await encodeMask(matte(), "jpeg"));
    for (const [i, value] of data.entries()) expect(Math.abs(value - matte().data[i]!)).toBeLessThan(24);
  });

  it("writes gray pictures, not colored ones", async () => {
    const metadata = await sharp(await encodeMask(matte(), "png")).metadata();
    expect([metadata.channels, metadata.space]).toEqual([1, "b-w"]);
  });
});

describe("the lossless WebP plane", () => {
  const plane = (width: number, height: number, value: (i: number) => number): Mask => ({
    width,
    height,
    data: Uint8Array.from({ length: width * height }, (_, i) => value(i)),
  });
  const random = seededRandom(3);

  it.each<[string, Mask]>([
    ["one value", plane(1, 1, () => 77)],
    ["one value everywhere", plane(300, 200, () => 255)],
    ["two values by turns", plane(101, 37, (i) => (i & 1 ? 255 : 0))],
    ["every value", plane(256, 3, (i) => i & 255)],
    ["noise", plane(90, 70, () => Math.floor(random() * 256))],
    ["two values at random", plane(123, 45, () => (random() < 0.5 ? 0 : 255))],
    ["rare values, whose codes would get too long", plane(400, 300, () => Math.floor(255 * random() ** 12))],
    [
      "frequencies that double from value to value",
      plane(600, 500, () => Math.clz32(Math.floor(random() * 2 ** 32))),
    ],
    ["runs longer than a token holds", plane(3000, 9, (i) => (i < 20_000 ? 0 : 255))],
    ["one column", plane(1, 5000, (i) => (i >> 4) & 255)],
    ["two columns", plane(2, 500, (i) => (i * 7) & 255)],
    ["the widest row", plane(16_383, 2, (i) => (i >> 8) & 255)],
  ])("survives with %s", async (_, original) => {
    expect(sameMask(await grayOf(await encodeMask(original, "webp")), original)).toBe(true);
    const rgba = paint(original.width, original.height, (x, y) => [
      9,
      9,
      9,
      original.data[y * original.width + x]!,
    ]);
    expect(sameMask(alphaOf(await decoded(await encode(rgba, { format: "webp" }))), original)).toBe(true);
  });
});

async function grayOf(bytes: Uint8Array): Promise<Mask> {
  const { width, height, data } = await decoded(bytes);
  return { width, height, data: Uint8Array.from({ length: width * height }, (_, i) => data[i * 4]!) };
}

function sameMask(a: Mask, b: Mask): boolean {
  return a.width === b.width && a.height === b.height && Buffer.compare(a.data, b.data) === 0;
}
