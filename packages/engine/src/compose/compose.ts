import { decode } from "../image/decode.ts";
import { checkLimits, type ImageLimits, probe } from "../image/probe.ts";
import type { Raster } from "../image/raster.ts";
import { resizeRaster } from "../image/resize.ts";
import { transform } from "../image/transform.ts";
import type { Background, Recipe } from "../recipe.ts";
import { colorLayer, gradientLayer, pictureLayer } from "./background.ts";
import { blurLayer } from "./blur.ts";
import { applyCorrection } from "./correction.ts";
import { type Layer, paintUnder } from "./over.ts";
import { dropShadow } from "./shadow.ts";

/** Whether `compose` has to see the photo as it was before the background was removed. */
export function needsPhoto({ background, correction }: Recipe): boolean {
  return background?.kind === "blur" || correction !== undefined;
}

/**
 * Makes the picture that the recipe asks for out of a cutout, which is used up: correction, crop, size and rotation, shadow,
 * background. A shadow makes the canvas grow where it needs room, except over the photo's own background, which has no
 * more to show.
 *
 * @param photo the pixels before anything was removed, where `needsPhoto`
 * @param limits for the pictures that a recipe carries
 * @throws EngineError `InvalidRecipe` when the shadow makes the canvas too large; `InvalidImage`, `UnsupportedImage` or
 * `ImageTooLarge` for a picture that the recipe carries
 */
export async function compose(
  cutout: Raster,
  photo: Raster | undefined,
  recipe: Recipe,
  limits: ImageLimits,
): Promise<Raster> {
  const { background, correction, shadow } = recipe;
  if (correction) applyCorrection(cutout, photo!, await decodedStrokes(correction, cutout, limits));
  const placed = await transform(cutout, recipe);
  if (recipe.output === "mask") return placed;
  if (background?.kind === "blur") {
    // Looks at the cutout before a shadow is there, which is no part of the subject.
    const layer = await blurLayer(await transform(photo!, recipe), placed, background.radius);
    const shaded = shadow ? await dropShadow(placed, shadow, { grow: false }) : placed;
    paintUnder(shaded, layer);
    return shaded;
  }
  const shaded = shadow ? await dropShadow(placed, shadow, { grow: true }) : placed;
  if (background) paintUnder(shaded, await layerOf(background, shaded, limits));
  return shaded;
}

async function decodedStrokes(bytes: Uint8Array, photo: Raster, limits: ImageLimits): Promise<Raster> {
  const info = probe(bytes);
  checkLimits(info, limits);
  const { raster } = await decode(bytes, info);
  return resizeRaster(raster, photo);
}

function layerOf(
  background: Exclude<Background, { kind: "blur" }>,
  canvas: Raster,
  limits: ImageLimits,
): Layer | Promise<Layer> {
  switch (background.kind) {
    case "color":
      return colorLayer(canvas.width, background.color);
    case "gradient":
      return gradientLayer(canvas, background.top, background.bottom);
    case "picture":
      return pictureLayer(background.bytes, canvas, limits);
  }
}
