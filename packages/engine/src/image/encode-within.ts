import { EngineError } from "../errors.ts";

/** Below it pictures are not worth having. */
const LOWEST_QUALITY = 10;

/**
 * The file of the highest quality that has at most `maxBytes`, found by halving: eight encodings at most.
 *
 * @param quality to begin with, 1…100
 * @param encodeAt encodes the same picture at any quality
 * @throws EngineError `InvalidRecipe` when it has more bytes at a quality of 10
 */
export async function encodeWithin(
  maxBytes: number,
  quality: number,
  encodeAt: (quality: number) => Promise<Uint8Array>,
): Promise<Uint8Array> {
  let file = await encodeAt(quality);
  if (file.length <= maxBytes) return file;
  let best: Uint8Array | undefined;
  let [low, high] = [Math.min(LOWEST_QUALITY, quality), quality - 1];
  while (low <= high) {
    const middle = Math.floor((low + high) / 2);
    file = await encodeAt(middle);
    if (file.length <= maxBytes) {
      best = file;
      low = middle + 1;
    } else {
      high = middle - 1;
    }
  }
  if (best) return best;
  throw new EngineError(
    "InvalidRecipe",
    `Even at a quality of ${LOWEST_QUALITY} the file has ${file.length} bytes, more than ${maxBytes}: make the picture smaller`,
  );
}
