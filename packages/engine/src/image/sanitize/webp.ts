import { cutShort, MAX_PROFILE_BYTES } from "../header/header.ts";
import { WebpFlag } from "../header/webp.ts";
import { webpChunks } from "../header/webp-chunks.ts";

const DESCRIPTIONS = new Set(["EXIF", "XMP "]);
/** Decoders skip chunks whose name they do not know. */
const UNKNOWN = Buffer.from("none");

/**
 * Renames what a decoder must not look at, so that no offset and no length changes.
 *
 * @throws EngineError `InvalidImage` when the file is shorter than its container says
 */
export function sanitizeWebp(bytes: Uint8Array): Uint8Array {
  // The size in the container's header; the last byte may be padding.
  const { buffer, byteOffset, byteLength } = bytes;
  if (new DataView(buffer, byteOffset).getUint32(4, true) + 8 > byteLength + 1) throw cutShort("WebP");
  const copy = Uint8Array.from(bytes);
  for (const { name, start, data, end } of webpChunks(bytes)) {
    if (name === "VP8X" && end > data) copy[data]! &= ~(WebpFlag.exif | WebpFlag.xmp);
    if (DESCRIPTIONS.has(name) || (name === "ICCP" && end - data > MAX_PROFILE_BYTES))
      copy.set(UNKNOWN, start);
  }
  return copy;
}
