import type { Point } from "@alphacut/pixels";
import type { HexColor } from "../core/settings.ts";
import type { Photo } from "./photo.ts";
import { createLayer } from "./photo.ts";

/** The color of a photo around a point of it, on average over some pixels: one alone may be noise. `null` beside it. */
export function colorAt({ bitmap, size }: Photo, { x, y }: Point): HexColor | null {
  if (x < 0 || y < 0 || x >= size.width || y >= size.height) return null;
  const layer = createLayer({ width: 1, height: 1 }, { willReadFrequently: true });
  const scale = bitmap.width / size.width;
  layer.imageSmoothingQuality = "high";
  layer.drawImage(bitmap, x * scale - AREA / 2, y * scale - AREA / 2, AREA, AREA, 0, 0, 1, 1);
  const [red, green, blue, alpha] = layer.getImageData(0, 0, 1, 1).data;
  if (!alpha) return null;
  return `#${[red, green, blue].map((channel) => channel!.toString(16).padStart(2, "0")).join("")}`;
}

/** In pixels of the bitmap, along a side. */
const AREA = 3;
