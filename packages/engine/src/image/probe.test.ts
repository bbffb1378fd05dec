import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { EngineError, ImageTooLarge } from "../errors.ts";
import { checkLimits, probe } from "./probe.ts";
import { bmpFile } from "./testing/bmp-file.ts";
import { photo } from "./testing/pictures.ts";

const square = sharp({ create: { width: 8, height: 4, channels: 3, background: "#369" } });
const transparent = sharp({ create: { width: 8, height: 4, channels: 4, background: "#3698" } });

function codeOf(bytes: Uint8Array | string): string {
  try {
    probe(Buffer.from(bytes as string, "latin1"));
  } catch (error) {
    expect(error).toBeInstanceOf(EngineError);
    return (error as EngineError).code;
  }
  throw new Error("it was taken for an image");
}

/** A PNG header that claims a size; its checksum is right. */
async function pngOf(width: number, height: number): Promise<Buffer> {
  const { crc32 } = await import("node:zlib");
  const file = await square.clone().png().toBuffer();
  file.writeUInt32BE(width, 16);
  file.writeUInt32BE(height, 20);
  file.writeUInt32BE(crc32(file.subarray(12, 29)), 29);
  return file;
}

describe("probe", () => {
  it.each(["jpeg", "png", "webp"] as const)("reads size and format of %s", async (format) => {
    const bytes = await square.clone().toFormat(format).toBuffer();
    expect(probe(bytes)).toMatchObject({ format, width: 8, height: 4, hasAlpha: false, orientation: 1 });
  });

  it("reads size and format of BMP", async () => {
    const bytes = bmpFile({ width: 2, height: -1, bitsPerPixel: 24, pixels: [1, 2, 3, 4, 5, 6, 0, 0] });
    expect(probe(bytes)).toMatchObject({ format: "bmp", width: 2, height: 1, hasAlpha: false });
  });

  it("tells whether the file can hold transparency", async () => {
    expect(probe(await transparent.clone().png().toBuffer()).hasAlpha).toBe(true);
    expect(probe(await transparent.clone().png({ palette: true }).toBuffer()).hasAlpha).toBe(true);
    expect(probe(await transparent.clone().webp().toBuffer()).hasAlpha).toBe(true);
  });

  it("gives the size after EXIF orientation", async () => {
    for (const format of ["jpeg", "png", "webp"] as const) {
      const bytes = await square.clone().withMetadata({ orientation: 6 }).toFormat(format).toBuffer();
      expect(probe(bytes)).toMatchObject({ width: 4, height: 8 });
    }
  });

  it("gives the size of one frame of an animation", async () => {
    const frames = await Promise.all(["red", "blue"].map((background) => frame(background)));
    const bytes = await sharp(frames, { join: { animated: true } })
      .webp()
      .toBuffer();
    expect(probe(bytes)).toMatchObject({ format: "webp", width: 8, height: 4 });
  });

  it("judges by the signature at the start, whatever follows", async () => {
    const jpeg = Buffer.concat([photo(), Buffer.from("PK\x03\x04 trailing archive <svg><script/></svg>")]);
    expect(probe(jpeg)).toMatchObject({ format: "jpeg", width: 405, height: 608 });
    expect(codeOf(Buffer.concat([Buffer.from("8BPS"), photo()]))).toBe("UnsupportedImage");
    expect(codeOf(Buffer.concat([Buffer.from("PK\x03\x04"), photo()]))).toBe("InvalidImage");
  });

  it.each([
    ["BigTIFF", "II+\0\x08\0\0\0"],
    ["a HEIF file of another codec", "\0\0\0\x20ftypmif1\0\0\0\0mif1jpeg\0\0\0\0\0\0\0\0"],
    ["PDF", "%PDF-1.7"],
    ["icon", "\0\0\x01\0\x01\0"],
    ["Photoshop", "8BPS\0\x01"],
    ["JPEG XL", "\xff\x0a\xfa\x1f"],
    ["Netpbm", "P6\n2 2\n255\n"],
    ["SVG", '<svg xmlns="http://www.w3.org/2000/svg"/>'],
    ["SVG behind a prolog", '\xef\xbb\xbf\n<?xml version="1.0"?>\n<!-- x -->\n<SVG width="9"/>'],
  ])("names %s as an image that is not taken, and shows it to no decoder", async (_, start) => {
    expect(codeOf(start)).toBe("UnsupportedImage");
  });

  it.each([
    ["no bytes", ""],
    ["text", "hello"],
    ["a text that begins with BM", "BMW builds cars and motorcycles in Munich, among other places"],
    ["HTML", "<!doctype html><html><body></body></html>"],
    ["a film", "\0\0\0\x20ftypmp42\0\0\0\0"],
    ["a sound in a RIFF container", "RIFF\x24\0\0\0WAVEfmt "],
    ["a WebP without its container", "\0\0\0\0\0\0\0\0WEBPVP8 "],
    ["the mere signature of JPEG", "\xff\xd8\xff"],
    ["the mere signature of PNG", "\x89PNG\r\n\x1a\n"],
    ["the mere signature of WebP", "RIFF\x04\0\0\0WEBP"],
    ["the mere signature of BMP", "BM"],
    ["the mere signature of GIF", "GIF89a"],
    ["the mere signature of TIFF", "II*\0"],
    ["the mere signature of AVIF", "\0\0\0\x18ftypavif\0\0\0\0mif1avif"],
    ["the mere signature of HEIC", "\0\0\0\x18ftypheic\0\0\0\0mif1heic"],
    ["a JPEG signature before SVG", '\xff\xd8\xff<svg xmlns="http://www.w3.org/2000/svg"/>'],
  ])("refuses %s as no image", async (_, bytes) => {
    expect(codeOf(bytes)).toBe("InvalidImage");
  });

  it("reads sizes far over the limits, so that they can be named", async () => {
    expect(probe(await pngOf(200_000, 100_000))).toMatchObject({ width: 200_000, height: 100_000 });
  });
});

describe("limits", () => {
  const limits = { maxWidth: 100, maxHeight: 50 };

  it("lets the largest size pass", () => {
    expect(() => checkLimits({ width: 100, height: 50 }, limits)).not.toThrow();
    expect(() => checkLimits({ width: 10_000, height: 10_000 })).not.toThrow();
  });

  it("refuses one pixel more, with the size", () => {
    for (const size of [
      { width: 101, height: 50 },
      { width: 100, height: 51 },
    ]) {
      expect(() => checkLimits(size, limits)).toThrow(ImageTooLarge);
      expect(() => checkLimits(size, limits)).toThrow(expect.objectContaining(size));
    }
  });
});

function frame(background: string): Promise<Buffer> {
  return sharp({ create: { width: 8, height: 4, channels: 3, background } })
    .png()
    .toBuffer();
}
