import type { Point, Size } from "@alphacut/pixels";
import type { Box } from "./geometry.ts";

/** What of a rectangle is dragged, by the compass. */
export const HANDLES = ["nw", "n", "ne", "e", "se", "s", "sw", "w"] as const;
export type Handle = (typeof HANDLES)[number];

/** The rectangle moved as a whole, within the photo. */
export function movedBox(box: Box, by: Point, photo: Size): Box {
  return {
    ...box,
    left: clamp(Math.round(box.left + by.x), 0, photo.width - box.width),
    top: clamp(Math.round(box.top + by.y), 0, photo.height - box.height),
  };
}

/**
 * The rectangle with one of its sides or corners moved, in whole pixels, within the photo and never empty.
 *
 * @param ratio width by height, which it keeps; the side or corner across stays where it is
 */
export function resizedBox(box: Box, handle: Handle, by: Point, photo: Size, ratio: number | null): Box {
  const [left, top, right, bottom] = [box.left, box.top, box.left + box.width, box.top + box.height];
  const edges = {
    left: handle.includes("w") ? clamp(Math.round(left + by.x), 0, right - 1) : left,
    right: handle.includes("e") ? clamp(Math.round(right + by.x), left + 1, photo.width) : right,
    top: handle.includes("n") ? clamp(Math.round(top + by.y), 0, bottom - 1) : top,
    bottom: handle.includes("s") ? clamp(Math.round(bottom + by.y), top + 1, photo.height) : bottom,
  };
  const free = boxOf(edges);
  if (ratio === null) return free;
  const fixedX = handle.includes("w") ? right : left;
  const fixedY = handle.includes("n") ? bottom : top;
  const roomX = handle.includes("w") ? right : photo.width - left;
  const roomY = handle.includes("n") ? bottom : photo.height - top;
  const wanted = handle === "n" || handle === "s" ? free.height * ratio : free.width;
  const width = Math.max(1, Math.round(Math.min(wanted, roomX, roomY * ratio)));
  const height = clamp(Math.round(width / ratio), 1, roomY);
  return {
    left: handle.includes("w") ? fixedX - width : fixedX,
    top: handle.includes("n") ? fixedY - height : fixedY,
    width,
    height,
  };
}

/** The largest rectangle of a ratio (width by height) inside a box, about its middle. */
export function largestInside({ left, top, width, height }: Box, ratio: number): Box {
  const inner = {
    width: Math.max(1, Math.round(Math.min(width, height * ratio))),
    height: Math.max(1, Math.round(Math.min(height, width / ratio))),
  };
  return {
    left: left + Math.floor((width - inner.width) / 2),
    top: top + Math.floor((height - inner.height) / 2),
    ...inner,
  };
}

function boxOf({ left, top, right, bottom }: Record<"left" | "top" | "right" | "bottom", number>): Box {
  return { left, top, width: right - left, height: bottom - top };
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, value));
}
