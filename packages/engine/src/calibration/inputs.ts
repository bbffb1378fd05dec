import sharp from "sharp";
import type { RgbRaster, Size } from "../image/raster.ts";
import type { ModelSpec } from "../models/catalogue.ts";

/** Parts of the trained side: looks at the frame, at a part of it, and at little. Wide and tall ones alternate. */
const SIDES: readonly (readonly [longer: number, shorter: number])[] = [
  [1, 1],
  [0.5, 0.375],
  [0.75, 0.5],
  [0.3125, 0.3125],
];
/** Sizes that each picture is shown at. */
const SIZES_A_PICTURE = 2;

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
  return Array.from({ length: SIZES_A_PICTURE }, (_, k) => {
    const turn = index * SIZES_A_PICTURE + k;
    const [longer, shorter] = SIDES[turn % SIDES.length]!.map(fit) as [number, number];
    const tall = Math.floor(turn / SIDES.length) % 2 === 1;
    return tall ? { width: shorter, height: longer } : { width: longer, height: shorter };
  });
}
