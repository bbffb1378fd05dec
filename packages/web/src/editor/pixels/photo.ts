import type { Size } from "@alphacut/pixels";
import { previewSize, type ShownPhoto } from "../core/picture.ts";

/** A decoded photo for the screen, upright. */
export interface Photo {
  bitmap: ImageBitmap;
  /** Of the file; the bitmap may be smaller. */
  size: Size;
}

/**
 * Decodes a picture to at most the size of a preview.
 * @throws when this browser cannot decode it
 */
export async function decodePhoto({ file, size: known }: ShownPhoto): Promise<Photo> {
  const full = await createImageBitmap(file);
  if (known) return { bitmap: full, size: known };
  const size = { width: full.width, height: full.height };
  const { width, height } = previewSize(size);
  if (width === size.width && height === size.height) return { bitmap: full, size };
  const bitmap = await createImageBitmap(full, {
    resizeWidth: width,
    resizeHeight: height,
    resizeQuality: "high",
  });
  full.close();
  return { bitmap, size };
}

/** The upright size of a picture; `null` when this browser cannot decode it. */
export async function photoSize(file: Blob): Promise<Size | null> {
  try {
    const bitmap = await createImageBitmap(file);
    const { width, height } = bitmap;
    bitmap.close();
    return { width, height };
  } catch {
    return null;
  }
}

/**
 * A canvas that no page shows, and its context.
 *
 * @param options `willReadFrequently` for those whose pixels are looked at rather than drawn elsewhere
 */
export function createLayer(
  { width, height }: Size,
  options?: CanvasRenderingContext2DSettings,
): OffscreenCanvasRenderingContext2D {
  const context = new OffscreenCanvas(width, height).getContext("2d", options);
  if (!context) throw new Error("This browser has no 2D canvas");
  return context;
}
