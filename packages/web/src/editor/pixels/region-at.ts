import type { Point } from "@alphacut/pixels";
import type { RegionStroke } from "../core/strokes.ts";
import { likeRegion } from "./like-region.ts";
import { createLayer } from "./photo.ts";
import type { Scene } from "./scene.ts";

/**
 * The stroke that turns the region at a point of the photo, in the resolution of the preview; `null` beside the photo and
 * before the subject is there.
 */
export function regionAt(
  { photo, subject }: Pick<Scene, "photo" | "subject">,
  point: Point,
): RegionStroke | null {
  const { bitmap, size } = photo;
  const { width, height } = bitmap;
  const x = Math.floor((point.x * width) / size.width);
  const y = Math.floor((point.y * height) / size.height);
  if (!subject || x < 0 || y < 0 || x >= width || y >= height) return null;
  const pixelsOf = (image: CanvasImageSource) => {
    const layer = createLayer({ width, height }, { willReadFrequently: true });
    layer.drawImage(image, 0, 0);
    return layer.getImageData(0, 0, width, height).data;
  };
  return likeRegion({ width, height, photo: pixelsOf(bitmap), cutout: pixelsOf(subject) }, x, y);
}
