/** What a BMP file is to contain; what is left out has the usual value. */
export interface BmpParts {
  width: number;
  /** Negative for rows from the top down. */
  height: number;
  bitsPerPixel: number;
  /** 12 (OS/2), 40 (INFO), 52, 56, 108 (V4), 124 (V5)… */
  headerSize?: number;
  compression?: number;
  /** Blue, green, red. */
  palette?: readonly (readonly [number, number, number])[];
  declaredColors?: number;
  /** Red, green, blue and, if there is one, alpha. */
  masks?: readonly number[];
  /** As stored: rows padded to four bytes, or run-length data. */
  pixels: readonly number[];
  pixelOffset?: number;
  /** Of an ICC profile, from the start of the header on; V5 only. */
  profile?: { offset: number; size: number };
}

/** Builds a BMP file byte by byte. */
export function bmpFile(parts: BmpParts): Buffer {
  const { headerSize = 40, masks = [], palette = [] } = parts;
  const core = headerSize === 12;
  const header = Buffer.alloc(14 + headerSize);
  header.write("BM");
  header.writeUInt32LE(headerSize, 14);
  if (core) {
    header.writeUInt16LE(parts.width, 18);
    header.writeUInt16LE(parts.height, 20);
    header.writeUInt16LE(1, 22);
    header.writeUInt16LE(parts.bitsPerPixel, 24);
  } else {
    header.writeInt32LE(parts.width, 18);
    header.writeInt32LE(parts.height, 22);
    header.writeUInt16LE(1, 26);
    header.writeUInt16LE(parts.bitsPerPixel, 28);
    header.writeUInt32LE(parts.compression ?? 0, 30);
    header.writeUInt32LE(parts.declaredColors ?? 0, 46);
  }
  const maskBytes = Buffer.alloc(masks.length * 4);
  for (const [i, mask] of masks.entries()) maskBytes.writeUInt32LE(mask >>> 0, i * 4);
  if (headerSize > 40) maskBytes.copy(header, 54);
  if (parts.profile) {
    header.write("DEBM", 70);
    header.writeUInt32LE(parts.profile.offset, 126);
    header.writeUInt32LE(parts.profile.size, 130);
  }
  const colors = Buffer.from(palette.flatMap((color) => (core ? [...color] : [...color, 0])));
  const before = [header, headerSize === 40 ? maskBytes : Buffer.alloc(0), colors];
  const length = before.reduce((sum, part) => sum + part.length, 0);
  header.writeUInt32LE(parts.pixelOffset ?? length, 10);
  return Buffer.concat([...before, Buffer.from(parts.pixels)]);
}
