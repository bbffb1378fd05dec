import { inflateSync } from "node:zlib";
import { MAX_PROFILE_BYTES } from "../header/header.ts";
import { PNG_SIGNATURE_SIZE, type PngChunk, pngChunks } from "../header/png-chunks.ts";

const NEEDED = new Set(["IHDR", "PLTE", "tRNS", "IDAT", "IEND"]);

/** Keeps pixels, palette, transparency and the color profile; text, EXIF and the frames of an animation go. */
export function sanitizePng(bytes: Uint8Array): Uint8Array {
  const kept: { start: number; end: number }[] = [{ start: 0, end: PNG_SIGNATURE_SIZE }];
  for (const chunk of pngChunks(bytes)) {
    if (!NEEDED.has(chunk.name) && !(chunk.name === "iCCP" && hasReasonableSize(bytes, chunk))) continue;
    const last = kept.at(-1)!;
    if (last.end === chunk.start) last.end = chunk.end + 4;
    else kept.push({ start: chunk.start, end: chunk.end + 4 });
  }
  return Buffer.concat(kept.map(({ start, end }) => bytes.subarray(start, end)));
}

/** Name, zero, compression method, deflated profile. */
function hasReasonableSize(bytes: Uint8Array, { data, end }: PngChunk): boolean {
  const name = bytes.subarray(data, end).indexOf(0);
  if (name < 0) return false;
  try {
    inflateSync(bytes.subarray(data + name + 2, end), { maxOutputLength: MAX_PROFILE_BYTES });
    return true;
  } catch {
    return false;
  }
}
