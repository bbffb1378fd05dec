import { mirror } from "../image/mirror.ts";
import type { Mask, RgbRaster } from "../image/raster.ts";

/** Mask values up to which a look is sure of the background, and from which on of the subject. */
const SURE_BACKGROUND = 25;
const SURE_SUBJECT = 230;

/** From here on two values contradict each other. */
const CONTRADICTION = 128;

/**
 * What a model says of a picture and of its mirror image, on average: it errs in different places. Where the picture makes it
 * sure of one thing and the mirror image of the other, the picture itself counts: an average would lose whole limbs.
 */
export async function segmentBothWays(
  input: RgbRaster,
  segment: (input: RgbRaster) => Promise<Mask>,
): Promise<Mask> {
  const [mask, other] = await Promise.all([segment(input), segment(mirror(input, 3))]);
  const { data } = mirror(other, 1);
  for (let i = 0; i < data.length; i++) {
    const value = mask.data[i]!;
    const sure = value <= SURE_BACKGROUND || value >= SURE_SUBJECT;
    data[i] = sure && Math.abs(value - data[i]!) >= CONTRADICTION ? value : (value + data[i]! + 1) >> 1;
  }
  return { ...mask, data };
}
