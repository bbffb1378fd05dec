const RATIONAL = 5;
const SHORT = 3;
const INCH = 2;
const X_RESOLUTION = 0x011a;
const Y_RESOLUTION = 0x011b;
const RESOLUTION_UNIT = 0x0128;
const HEADER_LENGTH = 8;
const ENTRY_LENGTH = 12;

/** EXIF with the density and nothing else: a little-endian TIFF of one directory (TIFF 6.0, section 2). */
export function densityExif(dpi: number): Uint8Array {
  const entries = [
    [X_RESOLUTION, RATIONAL],
    [Y_RESOLUTION, RATIONAL],
    [RESOLUTION_UNIT, SHORT],
  ] as const;
  const valueAt = HEADER_LENGTH + 2 + entries.length * ENTRY_LENGTH + 4;
  const tiff = Buffer.alloc(valueAt + 8);
  tiff.write("II*\0", "latin1");
  tiff.writeUInt32LE(HEADER_LENGTH, 4);
  tiff.writeUInt16LE(entries.length, HEADER_LENGTH);
  for (const [i, [tag, type]] of entries.entries()) {
    const at = HEADER_LENGTH + 2 + i * ENTRY_LENGTH;
    tiff.writeUInt16LE(tag, at);
    tiff.writeUInt16LE(type, at + 2);
    tiff.writeUInt32LE(1, at + 4);
    tiff.writeUInt32LE(type === SHORT ? INCH : valueAt, at + 8);
  }
  // Both resolutions share one fraction.
  tiff.writeUInt32LE(Math.round(dpi * 100), valueAt);
  tiff.writeUInt32LE(100, valueAt + 4);
  return tiff;
}
