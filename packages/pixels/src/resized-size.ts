import type { Size } from "./size.ts";

export interface Resize {
  /** Pixels. One given: the other follows the aspect ratio. Both given: fits inside, unless `exact`. */
  width?: number | null;
  height?: number | null;
  /** With both sides: exactly that size, even if it distorts. */
  exact?: boolean;
  /** With more pixels than that the picture is made smaller in proportion, whatever the sides say. */
  maxPixels?: number;
}

/** What resizing makes of a size; never less than a pixel a side. */
export function resizedSize(size: Size, resize: Resize): Size {
  const { width, height } = fittedSize(size, resize);
  const scale = Math.sqrt((resize.maxPixels ?? Infinity) / (width * height));
  if (scale >= 1) return { width, height };
  return { width: Math.max(1, Math.floor(width * scale)), height: Math.max(1, Math.floor(height * scale)) };
}

function fittedSize({ width, height }: Size, resize: Resize): Size {
  if (resize.exact && resize.width && resize.height) return { width: resize.width, height: resize.height };
  const scale = Math.min((resize.width ?? Infinity) / width, (resize.height ?? Infinity) / height);
  if (scale === Infinity) return { width, height };
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}
