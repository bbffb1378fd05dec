import { type Mask, type Raster, wordsOf } from "../raster.ts";

const FILE_HEADER_SIZE = 14;
const INFO_HEADER_SIZE = 40;
const V4_HEADER_SIZE = 108;
const BI_BITFIELDS = 3;
/** `LCS_sRGB`: the bytes "sRGB" as a little-endian word. */
const SRGB = 0x73524742;

/**
 * Encodes as a bottom-up BMP: 32 bits a pixel with straight alpha (BITMAPV4HEADER, which names the alpha mask and
 * sRGB), or 24 bits when the picture is opaque.
 */
export function encodeBmp(raster: Raster, { opaque }: { opaque: boolean }): Uint8Array {
  return opaque ? encode24(raster) : encode32(raster);
}

/** Encodes as an 8-bit BMP with a gray palette. */
export function encodeGrayBmp({ width, height, data }: Mask): Uint8Array {
  const { file, pixelOffset, rowSize } = allocate(width, height, 8, INFO_HEADER_SIZE, 256);
  for (let level = 0; level < 256; level++) file.fill(level, 54 + level * 4, 57 + level * 4);
  for (let y = 0; y < height; y++) {
    const from = (height - 1 - y) * width;
    file.set(data.subarray(from, from + width), pixelOffset + y * rowSize);
  }
  return file;
}

function encode24({ width, height, data }: Raster): Uint8Array {
  const { file, pixelOffset, rowSize } = allocate(width, height, 24, INFO_HEADER_SIZE, 0);
  for (let y = 0; y < height; y++) {
    let to = pixelOffset + (height - 1 - y) * rowSize;
    for (let from = y * width * 4, end = from + width * 4; from < end; from += 4, to += 3) {
      file[to] = data[from + 2]!;
      file[to + 1] = data[from + 1]!;
      file[to + 2] = data[from]!;
    }
  }
  return file;
}

function encode32(raster: Raster): Uint8Array {
  const { width, height } = raster;
  const { file, view, pixelOffset } = allocate(width, height, 32, V4_HEADER_SIZE, 0);
  view.setUint32(30, BI_BITFIELDS, true);
  for (const [i, mask] of [0xff0000, 0xff00, 0xff, 0xff000000].entries())
    view.setUint32(54 + i * 4, mask, true);
  view.setUint32(70, SRGB, true);
  const source = wordsOf(raster);
  const target = new Uint32Array(file.buffer, pixelOffset, width * height);
  for (let y = 0; y < height; y++) {
    let to = (height - 1 - y) * width;
    for (let from = y * width, end = from + width; from < end; from++) {
      const pixel = source[from]!;
      target[to++] = (pixel & 0xff00ff00) | ((pixel & 0xff) << 16) | ((pixel >>> 16) & 0xff);
    }
  }
  return file;
}

/** A zeroed file with its headers filled in. The pixels begin at a multiple of four, so that words can be written. */
function allocate(width: number, height: number, bitsPerPixel: number, headerSize: number, colors: number) {
  const rowSize = Math.ceil((width * bitsPerPixel) / 32) * 4;
  const pixelOffset = Math.ceil((FILE_HEADER_SIZE + headerSize + colors * 4) / 4) * 4;
  const file = new Uint8Array(pixelOffset + rowSize * height);
  const view = new DataView(file.buffer);
  view.setUint16(0, 0x4d42, true);
  view.setUint32(2, file.length, true);
  view.setUint32(10, pixelOffset, true);
  view.setUint32(14, headerSize, true);
  view.setInt32(18, width, true);
  view.setInt32(22, height, true);
  view.setUint16(26, 1, true);
  view.setUint16(28, bitsPerPixel, true);
  view.setUint32(34, rowSize * height, true);
  view.setUint32(46, colors, true);
  return { file, view, pixelOffset, rowSize };
}
