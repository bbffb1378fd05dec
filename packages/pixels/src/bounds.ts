import type { Size } from "./size.ts";

/** A rectangle in pixels; right and bottom are the first that lie outside. */
export interface Bounds {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

export function union(a: Bounds, b: Bounds): Bounds {
  return {
    left: Math.min(a.left, b.left),
    top: Math.min(a.top, b.top),
    right: Math.max(a.right, b.right),
    bottom: Math.max(a.bottom, b.bottom),
  };
}

/** Where they do not meet, a side is not larger than its opposite. */
export function intersection(a: Bounds, b: Bounds): Bounds {
  return {
    left: Math.max(a.left, b.left),
    top: Math.max(a.top, b.top),
    right: Math.min(a.right, b.right),
    bottom: Math.min(a.bottom, b.bottom),
  };
}

export function boundsOf({ width, height }: Size): Bounds {
  return { left: 0, top: 0, right: width, bottom: height };
}

export function sizeOf({ left, top, right, bottom }: Bounds): Size {
  return { width: right - left, height: bottom - top };
}

export function isEmpty({ left, top, right, bottom }: Bounds): boolean {
  return left >= right || top >= bottom;
}

export function translate({ left, top, right, bottom }: Bounds, x: number, y: number): Bounds {
  return { left: left + x, top: top + y, right: right + x, bottom: bottom + y };
}
