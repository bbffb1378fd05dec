import { LINE_CHANNELS } from "./color-line.ts";

/** Variance of the mask's alpha where it is sure. */
const SURE_VARIANCE = 0.003;

/** How much more that is where the mask is half, if the model saw the photo as it is; and the limits for other sizes. */
const HALF_VARIANCE = 0.5;
const HALF_VARIANCES = [0.2, 1.5] as const;

/** Keeps the subject's color from being read off pixels that hardly show it. */
const COLOR_DAMPING = 0.05;

/**
 * Variance of the mask's alpha where it is half: the fewer pixels the model saw, the less it can say of one.
 *
 * @param pixelsPerPhotoPixel of the mask, a side
 */
export function halfVariance(pixelsPerPhotoPixel: number): number {
  const [least, most] = HALF_VARIANCES;
  return Math.max(least, Math.min(most, HALF_VARIANCE / pixelsPerPhotoPixel));
}

/**
 * Gives a pixel its alpha and the subject's own color, in place. Pixels that are transparent already keep their color and
 * take the mask as it is: what they were mixed with is unknown.
 *
 * The mask, blurred but right on average, is one estimate of alpha. The other is read off the pixel's color: where it
 * lies between the colors that subject and background have nearby. Both have a variance; their weighted mean is the most
 * likely alpha (in the spirit of Chuang et al., A Bayesian Approach to Digital Matting, CVPR 2001, the mask being the
 * prior). Then the background's part is taken out of the pixel: what remains is the color with which alpha times it and the
 * rest of the background give the photo's, drawn to the subject's nearby color where alpha is small and the photo says
 * little.
 *
 * @param p where the pixel begins
 * @param value the mask's alpha, 0…1
 * @param variance of the mask's alpha where it is half
 * @param lines values of `ColorLines`, two neighboring cells from `at` on
 * @param across where the pixel lies between the two, 0…1
 */
export function refinePixel(
  data: Uint8Array,
  p: number,
  value: number,
  variance: number,
  lines: Float32Array,
  at: number,
  across: number,
): void {
  const own = data[p + 3]!;
  if (own !== 255) {
    const result = (value * own + 0.5) | 0;
    data[p + 3] = result;
    if (result === 0) data[p] = data[p + 1] = data[p + 2] = 0;
    return;
  }
  const next = at + LINE_CHANNELS;
  const rest = 1 - across;
  const fr = lines[at]! * rest + lines[next]! * across;
  const fg = lines[at + 1]! * rest + lines[next + 1]! * across;
  const fb = lines[at + 2]! * rest + lines[next + 2]! * across;
  const br = lines[at + 3]! * rest + lines[next + 3]! * across;
  const bg = lines[at + 4]! * rest + lines[next + 4]! * across;
  const bb = lines[at + 5]! * rest + lines[next + 5]! * across;
  const r = data[p]!;
  const g = data[p + 1]!;
  const b = data[p + 2]!;
  const x = fr - br;
  const y = fg - bg;
  const z = fb - bb;
  const projected = (x * (r - br) + y * (g - bg) + z * (b - bb)) / (x * x + y * y + z * z + 1e-3);
  const seen = projected < 0 ? 0 : projected > 1 ? 1 : projected;
  const hidden = 1 - seen;
  const seenVariance =
    seen * seen * (lines[at + 6]! * rest + lines[next + 6]! * across) +
    hidden * hidden * (lines[at + 7]! * rest + lines[next + 7]! * across) +
    lines[at + 8]! * rest +
    lines[next + 8]! * across +
    seen * hidden * (lines[at + 9]! * rest + lines[next + 9]! * across);
  const stretched = (value - 0.5) * (lines[at + 10]! * rest + lines[next + 10]! * across) + 0.5;
  const prior = stretched < 0 ? 0 : stretched > 1 ? 1 : stretched;
  const priorVariance = SURE_VARIANCE + variance * prior * (1 - prior);
  const alpha = (prior * seenVariance + seen * priorVariance) / (seenVariance + priorVariance);
  const result = (alpha * 255 + 0.5) | 0;
  data[p + 3] = result;
  if (result === 0) {
    data[p] = data[p + 1] = data[p + 2] = 0;
    return;
  }
  if (result === 255) return;
  const gain = alpha / (alpha * alpha + COLOR_DAMPING * (1 - alpha));
  const through = 1 - alpha;
  data[p] = toByte(fr + gain * (r - alpha * fr - through * br));
  data[p + 1] = toByte(fg + gain * (g - alpha * fg - through * bg));
  data[p + 2] = toByte(fb + gain * (b - alpha * fb - through * bb));
}

function toByte(color: number): number {
  return color < 0 ? 0 : color > 255 ? 255 : (color + 0.5) | 0;
}
