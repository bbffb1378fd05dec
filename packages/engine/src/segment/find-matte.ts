import type { Mask, Raster } from "../image/raster.ts";
import type { ModelSpec } from "../models/catalogue.ts";
import type { Quality } from "../recipe.ts";
import { modelInput, type Region, type Size } from "./model-input.ts";
import type { ModelInput } from "./segmenter.ts";

/** A mask at the model's resolution, the part of the photo that it covers, and what the model saw there. */
export interface CoarseMatte {
  mask: Mask;
  region: Region;
  guide: ModelInput;
}

interface Photo {
  raster: Raster;
  hasAlpha: boolean;
}

interface Options {
  model: ModelSpec;
  quality: Quality;
  segment: (input: ModelInput) => Promise<Mask>;
}

export async function findMatte(photo: Photo, { model, segment }: Options): Promise<CoarseMatte> {
  const region = { left: 0, top: 0, width: photo.raster.width, height: photo.raster.height };
  const guide = await modelInput(photo.raster, region, inputSize(region, model), {
    hasAlpha: photo.hasAlpha,
    filter: model.resizeFilter,
  });
  return { mask: await segment(guide), region, guide };
}

function inputSize({ width, height }: Size, { input }: ModelSpec): Size {
  if (input.kind === "fixed") return { width: input.side, height: input.side };
  const scale = input.side / Math.max(width, height);
  const fit = (side: number) => Math.max(input.of, Math.round((side * scale) / input.of) * input.of);
  return { width: fit(width), height: fit(height) };
}
