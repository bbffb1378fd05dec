import { EngineError } from "../errors.ts";
import { withDensity } from "../image/density/density.ts";
import { encode, encodeMask, usualQuality } from "../image/encode.ts";
import { encodeWithin } from "../image/encode-within.ts";
import type { Density } from "../image/header/header.ts";
import { alphaOf, isOpaque, type Raster, wordsOf } from "../image/raster.ts";
import { smoothHiddenColors } from "../image/webp/hidden-colors.ts";
import type { Recipe } from "../recipe.ts";

const MAX_DPI = 10_000;

/** The files of a result. */
export interface EncodedResult {
  data: Uint8Array;
  /** PNG, 8-bit gray. */
  alpha?: Uint8Array;
}

/**
 * Encodes what a recipe asks for; the raster is used up.
 *
 * @param inputDpi what the input names
 * @throws EngineError `InvalidRecipe` for a quality or density out of range, a file that does not become as small as it shall, or a WebP of more than 16383 px a side
 */
export async function encodeResult(
  raster: Raster,
  { format, output, outputQuality: quality, maxBytes, dpi: wantedDpi }: Recipe,
  inputDpi: Density | undefined,
): Promise<EncodedResult> {
  if (quality !== undefined && !(quality >= 1 && quality <= 100))
    throw new EngineError("InvalidRecipe", `The output quality must be between 1 and 100, not ${quality}`);
  if (wantedDpi !== undefined && !(wantedDpi >= 1 && wantedDpi <= MAX_DPI))
    throw new EngineError(
      "InvalidRecipe",
      `The density must be between 1 and ${MAX_DPI} dpi, not ${wantedDpi}`,
    );
  const dpi = wantedDpi === undefined ? inputDpi : { x: wantedDpi, y: wantedDpi };
  const options = { format, ...(quality !== undefined && { quality: Math.round(quality) }) };
  switch (output) {
    case "mask": {
      const file = await encodeMask(alphaOf(raster), format, options.quality);
      return { data: withDensity(file, format, raster, dpi) };
    }
    case "color-and-alpha": {
      const alpha = withDensity(await encodeMask(alphaOf(raster), "png"), "png", raster, dpi);
      smoothHiddenColors(raster);
      dropAlpha(raster);
      const file = await encode(raster, { ...options, opaque: true });
      return { data: withDensity(file, format, raster, dpi), alpha };
    }
    default: {
      const opaque = isOpaque(raster);
      const usual = options.quality ?? usualQuality(format);
      const file =
        maxBytes !== undefined && usual !== undefined
          ? await encodeWithin(maxBytes, usual, (lower) => encode(raster, { format, opaque, quality: lower }))
          : await encode(raster, { ...options, opaque });
      return { data: withDensity(file, format, raster, dpi) };
    }
  }
}

function dropAlpha(raster: Raster): void {
  const pixels = wordsOf(raster);
  for (let i = 0; i < pixels.length; i++) pixels[i]! |= 0xff000000;
}
