import type { Bounds } from "./bounds.ts";
import type { Rgba } from "./rgba.ts";

/** Alpha up to this casts no visible shadow and makes no canvas grow. */
const NOISE = 7;

/** The bounds of all that can be seen; undefined where there is nothing. */
export function visibleBounds({ data, width, height }: Rgba): Bounds | undefined {
  const bounds = { left: width, top: height, right: 0, bottom: 0 };
  for (let y = 0, i = 3; y < height; y++) {
    for (let x = 0; x < width; x++, i += 4) {
      if (data[i]! <= NOISE) continue;
      if (x < bounds.left) bounds.left = x;
      if (x >= bounds.right) bounds.right = x + 1;
      if (y < bounds.top) bounds.top = y;
      bounds.bottom = y + 1;
    }
  }
  return bounds.right > 0 ? bounds : undefined;
}
