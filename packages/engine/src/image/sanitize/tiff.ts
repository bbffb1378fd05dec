import { MAX_PROFILE_BYTES } from "../header/header.ts";
import { ENTRY_SIZE, readFirstDirectory, type TiffEntry, TiffTag } from "../header/tiff-directory.ts";

/**
 * What a decoder needs to find and understand the pixels: sizes, samples, strips and tiles, tables, YCbCr, profile. The
 * orientation is applied by ourselves; EXIF, GPS, XMP, IPTC, further pictures and layers go.
 */
const NEEDED = new Set([
  254, 256, 257, 258, 259, 262, 266, 273, 277, 278, 279, 284, 292, 293, 317, 320, 322, 323, 324, 325, 332,
  334, 338, 339, 347, 529, 530, 531, 532, 34675,
]);

/** Rewrites the first directory, in place in a copy, with fewer entries and no other directory after it. */
export function sanitizeTiff(bytes: Uint8Array): Uint8Array {
  const { isLittleEndian, start, entries } = readFirstDirectory(bytes);
  const copy = Uint8Array.from(bytes);
  const view = new DataView(copy.buffer);
  const kept = entries.filter(isNeeded);
  view.setUint16(start, kept.length, isLittleEndian);
  for (const [i, entry] of kept.entries())
    copy.set(bytes.subarray(entry.start, entry.start + ENTRY_SIZE), start + 2 + i * ENTRY_SIZE);
  const next = start + 2 + kept.length * ENTRY_SIZE;
  // A file may end with its last entry.
  if (next + 4 <= copy.length) view.setUint32(next, 0, isLittleEndian);
  return copy;
}

function isNeeded({ tag, count }: TiffEntry): boolean {
  return NEEDED.has(tag) && !(tag === TiffTag.profile && count > MAX_PROFILE_BYTES);
}
