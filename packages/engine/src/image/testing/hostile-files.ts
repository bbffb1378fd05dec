import { crc32 } from "node:zlib";

/** A JPEG segment with its length. */
export function jpegSegment(marker: number, payload: Uint8Array): Buffer {
  const head = Buffer.from([0xff, marker, 0, 0]);
  head.writeUInt16BE(payload.length + 2, 2);
  return Buffer.concat([head, payload]);
}

/** A PNG chunk with its length and checksum. */
export function pngChunk(name: string, payload: Uint8Array): Buffer {
  const bytes = Buffer.alloc(12 + payload.length);
  bytes.writeUInt32BE(payload.length);
  bytes.write(name, 4);
  bytes.set(payload, 8);
  bytes.writeUInt32BE(crc32(bytes.subarray(4, 8 + payload.length)), 8 + payload.length);
  return bytes;
}

/** An EXIF block whose one directory has these pointers to other directories, and then an orientation. */
export function exifBlock({
  loops = [],
  orientation,
}: {
  loops?: readonly { tag: number; offset: number }[];
  orientation: number;
}): Buffer {
  const block = Buffer.alloc(8 + 2 + (loops.length + 1) * 12 + 4);
  block.write("II*\0\x08\0\0\0", "latin1");
  block.writeUInt16LE(loops.length + 1, 8);
  const entry = (at: number, tag: number, type: number, value: number) => {
    block.writeUInt16LE(tag, at);
    block.writeUInt16LE(type, at + 2);
    block.writeUInt32LE(1, at + 4);
    block.writeUInt32LE(value, at + 8);
  };
  for (const [i, { tag, offset }] of loops.entries()) entry(10 + i * 12, tag, 4, offset);
  entry(10 + loops.length * 12, 0x0112, 3, orientation);
  return block;
}

/** Puts an EXIF block into a JPEG, a PNG or a WebP that has none. */
export function withExif(file: Buffer, block: Buffer): Buffer {
  if (file[0] === 0xff) {
    const segment = jpegSegment(0xe1, Buffer.concat([Buffer.from("Exif\0\0"), block]));
    return Buffer.concat([file.subarray(0, 2), segment, file.subarray(2)]);
  }
  if (file[0] === 0x89)
    return Buffer.concat([file.subarray(0, 33), pngChunk("eXIf", block), file.subarray(33)]);
  const head = Buffer.from("EXIF\0\0\0\0");
  head.writeUInt32LE(block.length, 4);
  const bytes = Buffer.concat([file, head, block, Buffer.alloc(block.length & 1)]);
  bytes.writeUInt32LE(bytes.length - 8, 4);
  return bytes;
}

/** Repeats the last scan of a progressive JPEG until it has about this many. */
export function manyScans(progressive: Buffer, count: number): Buffer {
  const last = progressive.lastIndexOf(Buffer.from([0xff, 0xda]));
  const scan = progressive.subarray(last, -2);
  return Buffer.concat([
    progressive.subarray(0, -2),
    ...Array.from({ length: count - 10 }, () => scan),
    progressive.subarray(-2),
  ]);
}
