/** In pixels: sharp on screens with two of them for one of CSS. */
const HEIGHT = 112;

let turn: Promise<unknown> = Promise.resolve();

/**
 * A small version of a picture, `HEIGHT` pixels high. One picture is decoded at a time: twenty large photos at once would
 * take a gigabyte.
 * @throws when this browser cannot decode it; what the signal was aborted with when it was before its turn
 */
export function thumbnailOf(file: Blob, signal: AbortSignal): Promise<ImageBitmap> {
  const made = turn.then(() => {
    signal.throwIfAborted();
    return createImageBitmap(file, { resizeHeight: HEIGHT, resizeQuality: "medium" });
  });
  turn = made.catch(() => {});
  return made;
}
