import type { Affine, Size } from "@alphacut/pixels";
import { type Box, type Placement, place, withMargin } from "../core/geometry.ts";
import { type ShadowInPixels, shadowInPixels, wholeOf } from "../core/recipe.ts";
import type { Settings } from "../core/settings.ts";
import { type Frame, frameWithoutShadow, frameWithShadow } from "./frame.ts";
import { boundsOf, type Outline } from "./outline.ts";

export interface SceneGeometry extends Placement {
  crop: Box;
  shadow: ShadowInPixels | null;
  frame: Frame;
}

const SAME: Affine = [1, 0, 0, 1, 0, 0];

/**
 * Where everything goes.
 *
 * @param outline the subject's, in pixels of the photo; asked for only where it matters
 */
export function sceneGeometry(photo: Size, settings: Settings, outline: () => Outline): SceneGeometry {
  const crop = settings.crop.on
    ? withMargin(boundsOf(outline(), SAME, photo), settings.crop.margin / 100, photo)
    : wholeOf(photo);
  const placement = place(crop, settings.resize, settings.rotation);
  const { canvas, toCanvas } = placement;
  if (!settings.shadow.on || settings.output === "mask")
    return { ...placement, crop, shadow: null, frame: frameWithoutShadow(canvas) };
  const shadow = shadowInPixels(settings.shadow, Math.max(canvas.width, canvas.height));
  // The photo's own background has no more to show, and an exact size is exact.
  const { width, height, exact } = settings.resize;
  const isExact = exact && width !== null && height !== null;
  const grows = settings.background.kind !== "blur" && !isExact;
  const frame = grows
    ? frameWithShadow(canvas, boundsOf(outline(), toCanvas, canvas), shadow)
    : frameWithoutShadow(canvas);
  return { ...placement, crop, shadow, frame };
}
