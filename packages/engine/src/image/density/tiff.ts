import type { Density } from "../header/header.ts";

const RATIONAL = 5;
const SHORT = 3;
const INCH = 2;
const X_RESOLUTION = 0x011a;
const Y_RESOLUTION = 0x011b;
const RESOLUTION_UNIT = 0x0128;
const HEADER_LENGTH = 8;
const ENTRY_LENGTH = 12;
const HUNDREDTHS = 100;

/** EXIF with the density and nothing else: a little-endian TIFF of one directory (TIFF 6.0, section 2). */
export function densityExif({ x, y }: Density): Uint8Array {
  const valuesAt = HEADER_LENGTH + 2 + 3 * ENTRY_LENGTH + 4;
  const entries = [
    [X_RESOLUTION, RATIONAL, valuesAt],
    [Y_RESOLUTION, RATIONAL, valuesAt + 8],
    [RESOLUTION_UNIT, SHORT, INCH],
  ] as const;
  const tiff = Buffer.alloc(valuesAt + 16);
  tiff.write("II*\0", "latin1");
  tiff.writeUInt32LE(HEADER_LENGTH, 4);
  tiff.writeUInt16LE(entries.length, HEADER_LENGTH);
  for (const [i, [tag, type, value]] of entries.entries()) {
    const at = HEADER_LENGTH + 2 + i * ENTRY_LENGTH;
    tiff.writeUInt16LE(tag, at);
    tiff.writeUInt16LE(type, at + 2);
    tiff.writeUInt32LE(1, at + 4);
    tiff.writeUInt32LE(value, at + 8);
  }
  for (const [i, dpi] of [x, y].entries()) {
    tiff.writeUInt32LE(Math.round(dpi * HUNDREDTHS), valuesAt + 8 * i);
    tiff.writeUInt32LE(HUNDREDTHS, valuesAt + 8 * i + 4);
  }
  return tiff;
}
