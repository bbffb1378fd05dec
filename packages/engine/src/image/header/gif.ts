import { readFirstFrame } from "./gif-blocks.ts";
import type { ImageHeader } from "./header.ts";

/**
 * Reads a GIF file up to the end of its first frame.
 * @throws EngineError `InvalidImage` where that is damaged or cut short
 */
export function readGifHeader(bytes: Uint8Array): ImageHeader {
  const { width, height, hasAlpha } = readFirstFrame(bytes);
  return { width, height, orientation: 1, hasAlpha };
}
