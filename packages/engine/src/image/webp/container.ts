const HAS_ALPHA = 0x10;
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
  const extended = new DataView(new ArrayBuffer(10));
  extended.setUint8(0, HAS_ALPHA);
  extended.setUint16(4, width - 1, true);
  extended.setUint16(7, height - 1, true);
  return riff([
    { name: "VP8X", parts: [new Uint8Array(extended.buffer)] },
    { name: "ALPH", parts: [Uint8Array.of(LOSSLESS_ALPHA), alphaStream] },
    { name: "VP8 ", parts: [chunk(color, "VP8 ")] },
  ]);
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
  const bytes = Buffer.from(file.buffer, file.byteOffset, file.byteLength);
  let at = 12;
  while (bytes.toString("latin1", at, at + 4) !== name) at += 8 + ((bytes.readUInt32LE(at + 4) + 1) & ~1);
  return bytes.subarray(at + 8, at + 8 + bytes.readUInt32LE(at + 4));
}
