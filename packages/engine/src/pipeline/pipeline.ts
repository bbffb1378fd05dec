import { type Bounds, boundsOf } from "@alphacut/pixels";
import { compose, needsPhoto } from "../compose/compose.ts";
import { drawWatermark } from "../compose/watermark.ts";
import { decode } from "../image/decode.ts";
import type { ImageInfo, ImageLimits } from "../image/probe.ts";
import type { Mask, Region, Size } from "../image/raster.ts";
import type { RawInfo } from "../image/raw.ts";
import { stretchedMask } from "../image/stretched-picture.ts";
import { applyGivenMatte, keepExistingMatte } from "../matte/existing.ts";
import type { Hints } from "../matte/hint-masks.ts";
import { applyHints } from "../matte/hints.ts";
import { trainedSize } from "../matte/plan.ts";
import { cutOutSubject, findSubject } from "../matte/subject.ts";
import type { ModelSpec } from "../models/catalog.ts";
import { regionBounds } from "../place/length.ts";
import type { Crop, OutputFormat, Recipe } from "../recipe.ts";
import { fingerprint } from "../segment/fingerprint.ts";
import { frameInput } from "../segment/frame-input.ts";
import { modelInput } from "../segment/model-input.ts";
import type { ModelInput } from "../segment/segmenter.ts";
import { type EncodedResult, encodeResult } from "./encode-result.ts";
import { StageClock, type Timings } from "./stage-clock.ts";

export interface PipelineJob {
  bytes: Uint8Array;
  /** What `probe` said about `bytes`, found within the limits. */
  info: ImageInfo | RawInfo;
  recipe: Recipe;
  model: ModelSpec;
  /** For the pictures that the recipe carries. */
  limits: ImageLimits;
  segment: (input: ModelInput) => Promise<Mask>;
  signal?: AbortSignal;
}

export type Backdrop = "flat" | "scene";

/** The encoded result: the picture, and its alpha where the recipe wants it apart. */
export interface Cutout extends EncodedResult {
  /** Of `data`. */
  format: OutputFormat;
  width: number;
  height: number;
  /** Whether the photo has a subject at all; where it has none, the result is as good as empty. */
  foundSubject: boolean;
  /** Where the subject is, in pixels of the result, without outline and shadow; absent when nothing of it is visible. */
  subjectBounds?: Crop;
  /** `flat`: the subject stood before a plain backdrop, which decided what belongs to it. */
  backdrop: Backdrop;
  timings: Timings;
}

/**
 * Everything that happens to one picture, from top to bottom. One raster goes through it and is changed in place where
 * that is possible: a 100 megapixel picture has 400 MB of pixels.
 */
export async function runPipeline({
  bytes,
  info,
  recipe,
  model,
  limits,
  segment,
  signal,
}: PipelineJob): Promise<Cutout> {
  const clock = new StageClock(signal);
  const frameSize = trainedSize(model.input);
  const frame =
    recipe.matte || recipe.regionOfInterest
      ? undefined
      : frameInput(bytes, info, frameSize, model.resizeFilter);
  // Where this fails, decoding says so.
  frame?.catch(() => {});
  const { raster, hasAlpha } = await clock.run("decode", () => decode(bytes, info));
  // Refinement turns the photo into the cutout in place; effects that look at the photo itself need a copy.
  const photo = needsPhoto(recipe) ? { ...raster, data: new Uint8Array(raster.data) } : undefined;
  const part = interestingPart(raster, recipe);
  const hints = await clock.run("decode", () => readHints(recipe, raster, limits));
  let backdrop: Backdrop = "scene";
  if (recipe.matte) {
    const given = await clock.run("decode", () => stretchedMask(recipe.matte!, raster, limits));
    await clock.run("refine", () => applyGivenMatte(raster, given, part, hints?.remove));
  } else if (recipe.existingAlpha === "keep" && hasAlpha) {
    await clock.run("refine", () => keepExistingMatte(raster, part, hints?.remove));
  } else {
    const show = async (region: Region, size: Size) =>
      isSame(region, raster) && isSame(size, frameSize) && frame
        ? frame
        : modelInput(raster, region, size, { hasAlpha, filter: model.resizeFilter });
    const { input } = model;
    const { quality = "standard", originalShadow: keepShadow = false } = recipe;
    const found = await clock.run("segment", async () => {
      const found = await findSubject(raster, part, {
        input,
        quality,
        mayBeFlat: !hasAlpha,
        hints,
        show,
        segment: (shown) => segment({ ...shown, fingerprint: fingerprint(shown) }),
      });
      return hints && !found.flat
        ? { ...found, matte: await applyHints(found.matte, hints, part, show) }
        : found;
    });
    if (found.flat) backdrop = "flat";
    await clock.run("refine", () => cutOutSubject(raster, found, { keepShadow }));
  }
  const result = await clock.run("compose", () => compose(raster, photo, recipe, limits));
  if (recipe.watermark) drawWatermark(result.raster);
  const files = await clock.run("encode", () => encodeResult(result.raster, recipe, info.dpi));
  const { width, height } = result.raster;
  return {
    ...files,
    format: recipe.format,
    width,
    height,
    foundSubject: result.foundSubject,
    ...(result.subject && { subjectBounds: rectangleOf(result.subject) }),
    backdrop,
    timings: clock.timings,
  };
}

function isSame(one: Size, other: Size): boolean {
  return one.width === other.width && one.height === other.height;
}

/** What lies outside of it is background. */
function interestingPart(photo: Size, { regionOfInterest }: Recipe): Crop {
  return rectangleOf(regionOfInterest ? regionBounds(regionOfInterest, photo) : boundsOf(photo));
}

async function readHints(
  { keepMask, removeMask }: Recipe,
  photo: Size,
  limits: ImageLimits,
): Promise<Hints | undefined> {
  if (!keepMask && !removeMask) return undefined;
  return {
    keep: keepMask && (await stretchedMask(keepMask, photo, limits)),
    remove: removeMask && (await stretchedMask(removeMask, photo, limits)),
  };
}

function rectangleOf({ left, top, right, bottom }: Bounds): Crop {
  return { left, top, width: right - left, height: bottom - top };
}
