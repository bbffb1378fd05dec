import { type Raster, wordsOf } from "../image/raster.ts";
import { alphaOnLine, type ColorLines, findColorLines, LINE_CHANNELS } from "./color-line.ts";
import type { LowResolutionMatte } from "./find-matte.ts";
import { clearOutside } from "./region.ts";
import { centeredPositions, maskRow, type Positions } from "./sampling.ts";
import { findTransition, SURELY_BACKGROUND, SURELY_SUBJECT } from "./transition.ts";

/** How much steeper than the mask hard edges are: the model blurs them by this. */
const HARD_STRETCH = 1.4;

/** Variance of the mask's alpha: where it is sure, and more where it is half. */
const MASK_VARIANCE = 0.003;
const HALF_VARIANCE = 0.25;

/** Keeps the subject's color from being read off pixels that hardly show it. */
const COLOR_DAMPING = 0.05;

/**
 * Turns the photo into the cutout, in place: alpha along the photo's real edges, the subject's own colors in the
 * transition, straight alpha, RGB 0 where alpha is 0. The photo's own alpha is kept as a factor. Only pixels where the
 * mask is undecided are computed.
 *
 * The mask, blurred but right on average, is one estimate of alpha. The other is read off the pixel's color: where it
 * lies between the colors that subject and background have nearby. Both have a variance; their weighted mean is the most
 * likely alpha (in the spirit of Chuang et al., A Bayesian Approach to Digital Matting, CVPR 2001, with a mask as prior).
 */
export function refineMatte(photo: Raster, { mask, region, guide }: LowResolutionMatte): void {
  const transition = findTransition(mask, mask.width / region.width);
  const lines = findColorLines(mask, guide, transition);
  const cells = cellRows(lines, mask, region);
  const rows = centeredPositions(mask.height, region.height);
  const columns = centeredPositions(mask.width, region.width);
  const spans = spansOf(columns, mask.width);
  const row = new Float32Array(mask.width + 1);
  const words = wordsOf(photo);
  clearOutside(photo, region);
  for (let y = 0; y < region.height; y++) {
    maskRow(mask, rows, y, row);
    cells.moveTo(y);
    const start = (y + region.top) * photo.width + region.left;
    for (let k = 0; k < mask.width; k++) {
      const from = spans[k]!;
      const to = spans[k + 1]!;
      const left = row[k]!;
      const right = row[k + 1]!;
      if (left <= SURELY_BACKGROUND && right <= SURELY_BACKGROUND) words.fill(0, start + from, start + to);
      else if (left < SURELY_SUBJECT || right < SURELY_SUBJECT) {
        for (let x = from; x < to; x++) {
          const value = (left + (right - left) * columns.fraction[x]!) / 255;
          refinePixel(photo.data, 4 * (start + x), value, cells.lineAt(x));
        }
      }
    }
  }
}

/** For each mask column the first pixel that lies beyond its center, and the row's end: the pixels between two columns. */
function spansOf({ first }: Positions, columns: number): Int32Array {
  const spans = new Int32Array(columns + 1).fill(first.length);
  for (let x = first.length - 1; x >= 0; x--) spans[first[x]!] = x;
  for (let k = columns - 1; k >= 0; k--) spans[k] = Math.min(spans[k]!, spans[k + 1]!);
  spans[0] = 0;
  return spans;
}

/** Interpolates what the cells say: down once a row, across at every pixel that asks. */
function cellRows(
  { lines, width, height }: ColorLines,
  mask: { width: number; height: number },
  region: { width: number; height: number },
) {
  const rows = centeredPositions(height, region.height, mask.height / region.height / 2);
  const { first, fraction } = centeredPositions(width, region.width, mask.width / region.width / 2);
  const row = new Float32Array((width + 1) * LINE_CHANNELS);
  const line = new Float32Array(LINE_CHANNELS);
  const stride = width * LINE_CHANNELS;
  return {
    moveTo(y: number): void {
      const above = rows.first[y]! * stride;
      const below = Math.min(height - 1, rows.first[y]! + 1) * stride;
      const down = rows.fraction[y]!;
      for (let i = 0; i < stride; i++)
        row[i] = lines[above + i]! + (lines[below + i]! - lines[above + i]!) * down;
    },
    lineAt(x: number): Float32Array {
      const at = first[x]! * LINE_CHANNELS;
      const across = fraction[x]!;
      for (let c = 0; c < LINE_CHANNELS; c++) {
        const value = row[at + c]!;
        line[c] = value + (row[at + c + LINE_CHANNELS]! - value) * across;
      }
      return line;
    },
  };
}

/** @param value the mask's alpha, 0…1 */
function refinePixel(data: Uint8Array, p: number, value: number, line: Float32Array): void {
  const own = data[p + 3]!;
  const alpha = own === 255 ? alphaOf(data, p, value, line) : value;
  const result = Math.round(alpha * own);
  if (result === 0) {
    data[p] = data[p + 1] = data[p + 2] = data[p + 3] = 0;
    return;
  }
  data[p + 3] = result;
  if (own === 255 && alpha < 0.996) unmix(data, p, alpha, line);
}

function alphaOf(data: Uint8Array, p: number, value: number, line: Float32Array): number {
  const seen = alphaOnLine(line, 0, data[p]!, data[p + 1]!, data[p + 2]!);
  const unseen = 1 - seen;
  const seenVariance =
    seen * seen * line[6]! + unseen * unseen * line[7]! + line[8]! + seen * unseen * line[9]!;
  const stretched = (value - 0.5) * (1 + (HARD_STRETCH - 1) * line[10]!) + 0.5;
  const prior = stretched < 0 ? 0 : stretched > 1 ? 1 : stretched;
  const priorVariance = MASK_VARIANCE + HALF_VARIANCE * prior * (1 - prior);
  return (prior * seenVariance + seen * priorVariance) / (seenVariance + priorVariance);
}

/** Takes the background's part out of a pixel: F such that αF + (1 − α)B is the photo, damped where α is small. */
function unmix(data: Uint8Array, p: number, alpha: number, line: Float32Array): void {
  const gain = alpha / (alpha * alpha + COLOR_DAMPING * (1 - alpha));
  for (let c = 0; c < 3; c++) {
    const subject = line[c]!;
    const mixed = alpha * subject + (1 - alpha) * line[c + 3]!;
    const color = subject + gain * (data[p + c]! - mixed);
    data[p + c] = color < 0 ? 0 : color > 255 ? 255 : color + 0.5;
  }
}
