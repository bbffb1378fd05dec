import { type Bounds, subjectBounds, translate } from "@alphacut/pixels";
import type { ImageLimits } from "../image/probe.ts";
import type { Raster } from "../image/raster.ts";
import { stretchedPicture } from "../image/stretched-picture.ts";
import { transform } from "../image/transform.ts";
import { windowOf } from "../image/window.ts";
import { type Frame, frameOf } from "../place/frame.ts";
import { place } from "../place/place.ts";
import type { Background, Recipe } from "../recipe.ts";
import { colorLayer, cover, gradientLayer, pictureLayer } from "./background.ts";
import { blurLayer } from "./blur.ts";
import { applyCorrection } from "./correction.ts";
import type { Grown } from "./grown.ts";
import { leaveBackground } from "./leave-background.ts";
import { drawOutline } from "./outline.ts";
import { type Layer, paintUnder } from "./over.ts";
import { dropShadow } from "./shadow.ts";

/** Whether `compose` has to see the photo as it was before the background was removed. */
export function needsPhoto({ background, correction, output }: Recipe): boolean {
  return background?.kind === "blur" || correction !== undefined || output === "background";
}

export interface Composition {
  raster: Raster;
  /** The subject's bounds in it, without outline and shadow; undefined when nothing of it is visible. */
  subject: Bounds | undefined;
  /** Whether the photo has a subject at all. */
  foundSubject: boolean;
}

/**
 * Makes the picture that the recipe asks for out of a cutout, which is used up: correction, crop, size and rotation, canvas,
 * outline, shadow, background. Outline and shadow make the picture grow where they need room, except where its size is
 * fixed (a canvas, an exact size) and over the photo's own background, which has no more to show.
 *
 * @param photo the pixels before anything was removed, where `needsPhoto`
 * @param limits for the pictures that a recipe carries
 * @throws EngineError `InvalidRecipe` when the result would become too large, or a canvas has no room for the subject;
 * `InvalidImage`, `UnsupportedImage` or `ImageTooLarge` for a picture that the recipe carries
 */
export async function compose(
  cutout: Raster,
  photo: Raster | undefined,
  recipe: Recipe,
  limits: ImageLimits,
): Promise<Composition> {
  const { background, correction, shadow, outline } = recipe;
  if (correction) applyCorrection(cutout, photo!, await stretchedPicture(correction, cutout, limits));
  const bounds = subjectBounds(cutout);
  const foundSubject = bounds !== undefined;
  const frame = frameOf(cutout, bounds, recipe);
  if (recipe.output === "background") leaveBackground(cutout, photo!);
  const placed = await place(cutout, frame, recipe);
  let { raster, subject } = placed;
  if (recipe.output === "mask") return { raster, subject, foundSubject };
  // Looks at the cutout before outline and shadow are there, which are no part of the subject.
  const surroundings =
    background?.kind === "blur" &&
    (await surroundingsLayer(photo!, cutout, { frame, recipe, placed: raster, radius: background.radius }));
  const grow = !surroundings && !hasFixedSize(recipe);
  const enlarged = (result: Grown) => {
    raster = result.raster;
    subject = subject && translate(subject, result.left, result.top);
  };
  if (outline && subject) enlarged(drawOutline(raster, subject, outline, { grow }));
  if (shadow) enlarged(await dropShadow(raster, shadow, { grow }));
  if (surroundings) paintUnder(raster, surroundings);
  else if (background && background.kind !== "blur")
    paintUnder(raster, await layerOf(background, raster, limits));
  return { raster, subject, foundSubject };
}

function hasFixedSize({ canvas, resize }: Recipe): boolean {
  return canvas !== undefined || Boolean(resize?.exact && resize.width && resize.height);
}

/** The photo's own background: as it lies around the subject, or covering a canvas that the subject is placed on. */
async function surroundingsLayer(
  photo: Raster,
  cutout: Raster,
  { frame, recipe, placed, radius }: { frame: Frame; recipe: Recipe; placed: Raster; radius: number },
): Promise<Layer> {
  const around = await transform(windowOf(photo, frame.bounds), recipe);
  if (!recipe.canvas) return blurLayer(around, placed, radius);
  const subject = await transform(windowOf(cutout, frame.bounds), recipe);
  return blurLayer(await cover(around, placed), await cover(subject, placed), radius);
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
      return gradientLayer(canvas, background);
    case "picture":
      return pictureLayer(background.bytes, canvas, limits);
  }
}
