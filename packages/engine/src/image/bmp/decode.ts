import { cutShort } from "../header/header.ts";
import type { Raster } from "../raster.ts";
import { compileMasks } from "./channel-bits.ts";
import { type BmpHeader, readBmpHeader } from "./header.ts";
import { decodeRunLength } from "./run-length.ts";

/** The pixels as they are stored, and the ICC profile that says what they mean, where the file has one. */
export interface DecodedBmp {
  raster: Raster;
  profile: Uint8Array | undefined;
}

/** Alpha of an opaque pixel in a little-endian RGBA word. */
const OPAQUE = 0xff000000;

/**
 * Decodes a BMP image of 1 to 32 bits a pixel, bottom-up or top-down, with palette, channel masks or run lengths, of any
 * header from BITMAPCOREHEADER to BITMAPV5HEADER. The sizes must have been judged before: they set the memory that is
 * taken. The fourth byte of 32 bits without masks is alpha, unless it is zero throughout: then its writer left it unused.
 * Colors missing in the palette are black.
 *
 * @throws EngineError `InvalidImage` or `UnsupportedImage`
 */
export function decodeBmp(bytes: Uint8Array): DecodedBmp {
  const header = readBmpHeader(bytes);
  const { width, height, bitsPerPixel } = header;
  const runLength = header.compression === "rle8" || header.compression === "rle4";
  if (!runLength) checkLength(bytes, header);
  const pixels = new Uint32Array(width * height);
  if (runLength) {
    const palette = readPalette(bytes, header);
    const indices = decodeRunLength(bytes, header);
    for (let i = 0; i < pixels.length; i++) pixels[i] = palette[indices[i]!]!;
  } else if (bitsPerPixel <= 8) {
    decodeIndexed(bytes, header, pixels);
  } else if (bitsPerPixel === 24) {
    decode24(bytes, header, pixels);
  } else {
    decodeMasked(bytes, header, pixels);
    if (header.compression === "none" && header.hasAlpha) makeOpaqueIfBlank(pixels);
  }
  const { profile } = header;
  return {
    raster: { width, height, data: new Uint8Array(pixels.buffer) },
    profile: profile && bytes.subarray(profile.offset, profile.offset + profile.size),
  };
}

/** The last row may lack its padding. */
function checkLength(bytes: Uint8Array, header: BmpHeader): void {
  const lastRow = Math.ceil((header.width * header.bitsPerPixel) / 8);
  if (header.pixelOffset + rowSize(header) * (header.height - 1) + lastRow > bytes.length)
    throw cutShort("BMP");
}

/** Rows are padded to 32 bits. */
function rowSize({ width, bitsPerPixel }: BmpHeader): number {
  return Math.ceil((width * bitsPerPixel) / 32) * 4;
}

function rowOffset(header: BmpHeader, y: number): number {
  return header.pixelOffset + (header.topDown ? y : header.height - 1 - y) * rowSize(header);
}

function readPalette(bytes: Uint8Array, { palette }: BmpHeader): Uint32Array {
  const colors = new Uint32Array(256).fill(OPAQUE);
  for (let i = 0; i < palette.count; i++) {
    const at = palette.offset + i * palette.entrySize;
    colors[i] = OPAQUE | (bytes[at]! << 16) | (bytes[at + 1]! << 8) | bytes[at + 2]!;
  }
  return colors;
}

function decodeIndexed(bytes: Uint8Array, header: BmpHeader, pixels: Uint32Array): void {
  const { width, height, bitsPerPixel } = header;
  const palette = readPalette(bytes, header);
  const mask = 2 ** bitsPerPixel - 1;
  for (let y = 0, to = 0; y < height; y++) {
    const from = rowOffset(header, y);
    for (let bit = 0; bit < width * bitsPerPixel; bit += bitsPerPixel) {
      pixels[to++] = palette[(bytes[from + (bit >> 3)]! >> (8 - bitsPerPixel - (bit & 7))) & mask]!;
    }
  }
}

function decode24(bytes: Uint8Array, header: BmpHeader, pixels: Uint32Array): void {
  const { width, height } = header;
  for (let y = 0, to = 0; y < height; y++) {
    let from = rowOffset(header, y);
    for (let x = 0; x < width; x++, from += 3) {
      pixels[to++] = OPAQUE | (bytes[from]! << 16) | (bytes[from + 1]! << 8) | bytes[from + 2]!;
    }
  }
}

/** 16 and 32 bits a pixel. */
function decodeMasked(bytes: Uint8Array, header: BmpHeader, pixels: Uint32Array): void {
  const { width, height, bitsPerPixel } = header;
  const toRgba = compileMasks(header.masks, bitsPerPixel);
  const wide = bitsPerPixel === 32;
  for (let y = 0, to = 0; y < height; y++) {
    let from = rowOffset(header, y);
    for (let x = 0; x < width; x++) {
      let bits = bytes[from]! | (bytes[from + 1]! << 8);
      if (wide) bits |= (bytes[from + 2]! << 16) | (bytes[from + 3]! << 24);
      pixels[to++] = toRgba(bits);
      from += wide ? 4 : 2;
    }
  }
}

function makeOpaqueIfBlank(pixels: Uint32Array): void {
  if (pixels.some((pixel) => pixel >>> 24 !== 0)) return;
  for (let i = 0; i < pixels.length; i++) pixels[i]! |= OPAQUE;
}
