import { compose, needsPhoto } from "../compose/compose.ts";
import { decode } from "../image/decode.ts";
import { encode, encodeMask } from "../image/encode.ts";
import type { ImageInfo, ImageLimits } from "../image/probe.ts";
import { alphaOf, isOpaque, type Mask } from "../image/raster.ts";
import { findMatte } from "../matte/find-matte.ts";
import { refineMatte } from "../matte/refine.ts";
import type { ModelSpec } from "../models/catalogue.ts";
import type { OutputFormat, Recipe } from "../recipe.ts";
import { mirror, mirrorInput } from "../segment/mirror.ts";
import { modelInput } from "../segment/model-input.ts";
import type { ModelInput } from "../segment/segmenter.ts";
import { StageClock, type Timings } from "./stage-clock.ts";

export interface PipelineJob {
  bytes: Uint8Array;
  /** What `probe` said about `bytes`, found within the limits. */
  info: ImageInfo;
  recipe: Recipe;
  model: ModelSpec;
  /** For the pictures that the recipe carries. */
  limits: ImageLimits;
  segment: (input: ModelInput) => Promise<Mask>;
  signal?: AbortSignal;
}

export interface Cutout {
  /** The encoded result. */
  data: Uint8Array;
  format: OutputFormat;
  width: number;
  height: number;
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
  const { raster, hasAlpha } = await clock.run("decode", () => decode(bytes, info));
  // Refinement turns the photo into the cutout in place; effects that look at the photo itself need a copy.
  const photo = needsPhoto(recipe) ? { ...raster, data: new Uint8Array(raster.data) } : undefined;
  const matte = await clock.run("segment", () =>
    findMatte(raster, {
      input: model.input,
      quality: recipe.quality ?? "standard",
      look: async (region, size, mirrored) => {
        const guide = await modelInput(raster, region, size, { hasAlpha, filter: model.resizeFilter });
        const mask = mirrored ? mirror(await segment(mirrorInput(guide)), 1) : await segment(guide);
        return { guide, mask };
      },
    }),
  );
  await clock.run("refine", () => refineMatte(raster, matte));
  const result = await clock.run("compose", () => compose(raster, photo, recipe, limits));
  const data = await clock.run("encode", () =>
    recipe.output === "mask"
      ? encodeMask(alphaOf(result), recipe.format)
      : encode(result, { format: recipe.format, opaque: isOpaque(result) }),
  );
  return { data, format: recipe.format, width: result.width, height: result.height, timings: clock.timings };
}
