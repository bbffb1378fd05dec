import { alphaOnLine } from "./color-line.ts";

/** Variance of the mask's alpha: where it is sure, and how much more where it is half. */
const SURE_VARIANCE = 0.003;
const HALF_VARIANCE = 0.25;

/** Keeps the subject's color from being read off pixels that hardly show it. */
const COLOR_DAMPING = 0.05;

/**
 * Gives a pixel its alpha and the subject's own color, in place. Pixels that are transparent already keep their color and
 * take the mask as it is: what they were mixed with is unknown.
 *
 * @param p where the pixel begins
 * @param value the mask's alpha, 0…1
 * @param line a cell of `ColorLines`
 */
export function refinePixel(data: Uint8Array, p: number, value: number, line: Float32Array): void {
  const own = data[p + 3]!;
  const alpha = own === 255 ? likelyAlpha(data, p, value, line) : value;
  const result = (alpha * own + 0.5) | 0;
  data[p + 3] = result;
  if (result === 0) data[p] = data[p + 1] = data[p + 2] = 0;
  else if (own === 255 && result < 255) unmix(data, p, alpha, line);
}

/**
 * The mask, blurred but right on average, is one estimate of alpha. The other is read off the pixel's color: where it
 * lies between the colors that subject and background have nearby. Both have a variance; their weighted mean is the most
 * likely alpha (in the spirit of Chuang et al., A Bayesian Approach to Digital Matting, CVPR 2001, the mask being the
 * prior).
 */
function likelyAlpha(data: Uint8Array, p: number, value: number, line: Float32Array): number {
  const seen = alphaOnLine(line, 0, data[p]!, data[p + 1]!, data[p + 2]!);
  const rest = 1 - seen;
  const seenVariance = seen * seen * line[6]! + rest * rest * line[7]! + line[8]! + seen * rest * line[9]!;
  const stretched = (value - 0.5) * line[10]! + 0.5;
  const prior = stretched < 0 ? 0 : stretched > 1 ? 1 : stretched;
  const priorVariance = SURE_VARIANCE + HALF_VARIANCE * prior * (1 - prior);
  return (prior * seenVariance + seen * priorVariance) / (seenVariance + priorVariance);
}

/**
 * Takes the background's part out of a pixel: the color with which alpha times it and the rest of the background give
 * the photo's, drawn to the subject's nearby color where alpha is small and the photo says little.
 */
function unmix(data: Uint8Array, p: number, alpha: number, line: Float32Array): void {
  const gain = alpha / (alpha * alpha + COLOR_DAMPING * (1 - alpha));
  for (let c = 0; c < 3; c++) {
    const subject = line[c]!;
    const mixed = alpha * subject + (1 - alpha) * line[c + 3]!;
    const color = subject + gain * (data[p + c]! - mixed);
    data[p + c] = color < 0 ? 0 : color > 255 ? 255 : color + 0.5;
  }
}
