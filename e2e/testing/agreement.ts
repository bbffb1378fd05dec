import sharp from "sharp";

/** How far two cutouts of the same size agree. */
export interface Agreement {
  /** Intersection over union of the alpha mattes, as fuzzy sets: Σ min / Σ max. */
  mask: number;
  /** Mean difference of a color channel over black and over white, in levels of 0…255. */
  colorError: number;
}

/** @throws Error where their sizes differ */
export async function overlap(a: Uint8Array, b: Uint8Array): Promise<Agreement> {
  const [one, other] = await Promise.all([a, b].map(rgbaOf));
  if (one!.length !== other!.length) throw new Error(`${one!.length / 4} and ${other!.length / 4} pixels`);
  let [intersection, union, difference] = [0, 0, 0];
  for (let i = 0; i < one!.length; i += 4) {
    const [alpha, otherAlpha] = [one![i + 3]!, other![i + 3]!];
    intersection += Math.min(alpha, otherAlpha);
    union += Math.max(alpha, otherAlpha);
    for (let c = i; c < i + 3; c++)
      difference += Math.abs((one![c]! * alpha - other![c]! * otherAlpha) / 255);
  }
  return { mask: intersection / union, colorError: difference / (one!.length * 0.75) };
}

function rgbaOf(file: Uint8Array): Promise<Buffer> {
  return sharp(file).toColourspace("srgb").ensureAlpha().raw().toBuffer();
}
