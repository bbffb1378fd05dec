import sharp from "sharp";
import type { RgbRaster, Size } from "../image/raster.ts";
import type { ModelSpec } from "../models/catalog.ts";

/** Parts of the trained sides. Every picture is shown at the first size and at one of the others. */
const SIZES: readonly (readonly [width: number, height: number])[] = [
  [0.5, 0.5],
  [1, 1],
  [0.75, 0.4375],
  [0.3125, 0.25],
];

/**
 * Pictures as a model takes them: at its one size, or at several sizes and aspect ratios, because small inputs have other
 * ranges than large ones.
 *
 * @param pictures encoded, in any format that sharp reads
 * @throws Error when one of them is no picture
 */
export async function* calibrationInputs(
  pictures: readonly Uint8Array[],
  spec: ModelSpec,
): AsyncGenerator<RgbRaster> {
  for (const [i, picture] of pictures.entries()) {
    for (const size of sizesFor(i, spec.input)) yield await inputOf(picture, size, spec);
  }
}

/** The whole picture stretched to a size, on gray where it is transparent. */
export async function inputOf(
  picture: Uint8Array,
  { width, height }: Size,
  { resizeFilter }: Pick<ModelSpec, "resizeFilter">,
): Promise<RgbRaster> {
  const data = await sharp(picture)
    .rotate()
    .flatten({ background: { r: 128, g: 128, b: 128 } })
    .toColourspace("srgb")
    .resize({ width, height, fit: "fill", kernel: resizeFilter })
    .raw()
    .toBuffer();
  return { width, height, data };
}

function sizesFor(index: number, input: ModelSpec["input"]): Size[] {
  if (input.kind === "fixed") return [{ width: input.side, height: input.side }];
  const { of, side } = input;
  const fit = (part: number) => Math.max(of, Math.round((part * side) / of) * of);
  const [always, ...others] = SIZES;
  const sizes = [always!, others[index % others.length]!];
  return sizes.map(([width, height]) => ({ width: fit(width), height: fit(height) }));
}
