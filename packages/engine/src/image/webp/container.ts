import type { Size } from "../raster.ts";

const HAS_ALPHA = 0x10;
const HAS_EXIF = 0x08;
/** `ALPH` header: VP8L compression, no filter, no preprocessing. */
const LOSSLESS_ALPHA = 1;

/** A WebP file with one lossless picture. */
export function losslessFile(vp8l: Uint8Array): Uint8Array {
  return riff([{ name: "VP8L", parts: [vp8l] }]);
}

/**
 * A WebP file whose colors are those of the lossy file `color` and whose alpha is a VP8L stream without header
 * (https://developers.google.com/speed/webp/docs/riff_container).
 */
export function lossyFileWithAlpha(
  width: number,
  height: number,
  color: Uint8Array,
  alphaStream: Uint8Array,
): Uint8Array {
  return riff([
    extendedHeader({ width, height }, HAS_ALPHA),
    { name: "ALPH", parts: [Uint8Array.of(LOSSLESS_ALPHA), alphaStream] },
    { name: "VP8 ", parts: [chunk(color, "VP8 ")] },
  ]);
}

/** A copy with EXIF (a TIFF file) as its last chunk. */
export function withExif(file: Uint8Array, size: Size, exif: Uint8Array): Uint8Array {
  const chunks = chunksOf(file);
  const pixels = chunks.filter(({ name }) => name !== "VP8X");
  const hasAlpha = pixels.some(({ name }) => name === "ALPH");
  return riff([
    extendedHeader(size, HAS_EXIF | (hasAlpha ? HAS_ALPHA : 0)),
    ...pixels,
    { name: "EXIF", parts: [exif] },
  ]);
}

function extendedHeader({ width, height }: Size, flags: number): Chunk {
  const header = new DataView(new ArrayBuffer(10));
  header.setUint8(0, flags);
  header.setUint16(4, width - 1, true);
  header.setUint16(7, height - 1, true);
  return { name: "VP8X", parts: [new Uint8Array(header.buffer)] };
}

interface Chunk {
  name: string;
  parts: Uint8Array[];
}

function riff(chunks: Chunk[]): Uint8Array {
  const pieces = chunks.flatMap(({ name, parts }) => {
    const size = totalSize(parts);
    return [header(name, size), ...parts, new Uint8Array(size & 1)];
  });
  return Buffer.concat([header("RIFF", totalSize(pieces) + 4), Buffer.from("WEBP"), ...pieces]);
}

function totalSize(parts: Uint8Array[]): number {
  return parts.reduce((sum, part) => sum + part.length, 0);
}

function header(name: string, size: number): Uint8Array {
  const bytes = Buffer.alloc(8, name);
  bytes.writeUInt32LE(size, 4);
  return bytes;
}

/** The payload of the first chunk of this name, which must be there. */
function chunk(file: Uint8Array, name: string): Uint8Array {
  return chunksOf(file).find((one) => one.name === name)!.parts[0]!;
}

function chunksOf(file: Uint8Array): Chunk[] {
  const bytes = Buffer.from(file.buffer, file.byteOffset, file.byteLength);
  const chunks: Chunk[] = [];
  for (let at = 12; at + 8 <= bytes.length; ) {
    const size = bytes.readUInt32LE(at + 4);
    chunks.push({
      name: bytes.toString("latin1", at, at + 4),
      parts: [bytes.subarray(at + 8, at + 8 + size)],
    });
    at += 8 + ((size + 1) & ~1);
  }
  return chunks;
}
