import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { probe } from "../probe.ts";
import { bmpFile } from "../testing/bmp-file.ts";
import { exifBlock, jpegSegment, manyScans, pngChunk, withExif } from "../testing/hostile-files.ts";

const square = sharp({ create: { width: 8, height: 4, channels: 3, background: "#369" } });
const FORMATS = ["jpeg", "png", "webp"] as const;

describe("header", () => {
  it.each(FORMATS)("reads every orientation of %s", async (format) => {
    for (const orientation of [1, 2, 3, 4, 5, 6, 7, 8] as const) {
      const bytes = await square.clone().withMetadata({ orientation }).toFormat(format).toBuffer();
      const [width, height] = orientation < 5 ? [8, 4] : [4, 8];
      expect(probe(bytes)).toMatchObject({ orientation, width, height });
    }
  });

  it.each(FORMATS)("reads the resolution of %s in dots an inch", async (format) => {
    const bytes = await square.clone().withMetadata({ density: 300 }).toFormat(format).toBuffer();
    expect(probe(bytes).dpi).toEqual({ x: 300, y: 300 });
  });

  it("reads the resolution of BMP, and of JFIF in dots a centimeter", async () => {
    const bmp = bmpFile({ width: 1, height: 1, bitsPerPixel: 24, pixels: [0, 0, 0, 0] });
    expect(probe(bmp).dpi).toBeUndefined();
    bmp.writeInt32LE(11_811, 38);
    bmp.writeInt32LE(5906, 42);
    expect(probe(bmp).dpi).toEqual({ x: 300, y: 150.01 });
    const jpeg = await square.clone().jpeg().toBuffer();
    const jfif = Buffer.from([...Buffer.from("JFIF\0"), 1, 2, 2, 0, 100, 0, 50, 0, 0]);
    expect(
      probe(Buffer.concat([jpeg.subarray(0, 2), jpegSegment(0xe0, jfif), jpeg.subarray(2)])).dpi,
    ).toEqual({
      x: 254,
      y: 127,
    });
  });

  it("says nothing of a resolution that is a mere aspect ratio", async () => {
    const png = await square.clone().png().toBuffer();
    const density = png.indexOf("pHYs");
    const ratio = pngChunk("pHYs", Buffer.from([0, 0, 0, 72, 0, 0, 0, 72, 0]));
    const bytes = Buffer.concat([png.subarray(0, density - 4), ratio, png.subarray(density + 17)]);
    expect(probe(bytes)).not.toHaveProperty("dpi");
  });

  it.each(FORMATS)("ends at once on a %s whose EXIF directories point at themselves", async (format) => {
    const loops = Array.from({ length: 5000 }, (_, i) => ({
      tag: [0x8769, 0x8825, 0xa005][i % 3]!,
      offset: 8,
    }));
    const bytes = withExif(
      await square.clone().toFormat(format).toBuffer(),
      exifBlock({ loops, orientation: 6 }),
    );
    // The orientation stands behind more entries than any camera writes.
    expect(probe(bytes)).toMatchObject({ width: 8, height: 4, orientation: 1 });
  });

  it("ignores EXIF that is garbage", async () => {
    for (const block of [
      "",
      "II",
      "MM\0*\xff\xff\xff\xff",
      "II*\0\x08\0\0\0\xff\xff",
      "nonsense, and more of it",
    ]) {
      const bytes = withExif(await square.clone().jpeg().toBuffer(), Buffer.from(block, "latin1"));
      expect(probe(bytes)).toMatchObject({ width: 8, height: 4, orientation: 1 });
    }
  });

  it("refuses a JPEG of more scans than encoders write, and names the reason", async () => {
    const progressive = await square.clone().jpeg({ progressive: true }).toBuffer();
    expect(probe(manyScans(progressive, 60))).toMatchObject({ width: 8 });
    expect(() => probe(manyScans(progressive, 150))).toThrow(/more than 100 scans/);
  });

  it("refuses a JPEG of tens of thousands of segments", async () => {
    const jpeg = await square.clone().jpeg().toBuffer();
    const comments = Array.from({ length: 20_000 }, () => jpegSegment(0xfe, Buffer.alloc(0)));
    const progressive = await square.clone().jpeg({ progressive: true }).toBuffer();
    expect(() => probe(Buffer.concat([progressive.subarray(0, -2), ...comments]))).toThrow(/segments/);
    expect(() => probe(Buffer.concat([jpeg.subarray(0, 2), ...comments, jpeg.subarray(2)]))).toThrow(
      /segments/,
    );
  });

  it("calls a file that ends within its header cut short", async () => {
    for (const format of FORMATS) {
      const bytes = await square.clone().toFormat(format).toBuffer();
      expect(() => probe(bytes.subarray(0, 24))).toThrow(/cut short/);
    }
  });
});
