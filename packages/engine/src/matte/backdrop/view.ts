import type { Size } from "../../image/raster.ts";
import type { LowResolutionMatte } from "../find-matte.ts";

/** What the analysis works on: the look at the whole photo in fewer pixels, and the model's opinion of it. */
export interface View extends Size {
  /** Three values a pixel, 0…255. */
  rgb: Float32Array;
  /** The model's mask, 0…255. */
  prior: Uint8Array;
}

/** Enough to tell parts apart; lines of a pixel are still seen, only paler. */
const LONGEST_SIDE = 640;
/** Photo pixels a view pixel, at least: finer, an edge of the photo would be several view pixels wide. */
const COARSENESS = 1.5;

/** A part of a view, in its pixels. */
export interface Part extends Size {
  left: number;
  top: number;
}

/** Side of the blocks of the look at the whole frame whose averages are the view's pixels. */
function blockOf({ guide, region }: LowResolutionMatte): number {
  const longSide = Math.max(guide.width, guide.height);
  const magnified = longSide / Math.max(region.width, region.height);
  return Math.max(1, Math.ceil(longSide / LONGEST_SIDE), Math.round(COARSENESS * magnified));
}

/** The view's size in pixels. */
export function viewSize(frame: LowResolutionMatte): Size {
  const step = blockOf(frame);
  return { width: Math.floor(frame.guide.width / step), height: Math.floor(frame.guide.height / step) };
}

/** The view, or a part of it. */
export function viewOf(
  frame: LowResolutionMatte,
  part: Part = { left: 0, top: 0, ...viewSize(frame) },
): View {
  const { guide, mask } = frame;
  const step = blockOf(frame);
  const { left, top, width, height } = part;
  const { data, width: stride } = guide;
  const { data: opinion } = mask;
  const rgb = new Float32Array(3 * width * height);
  const prior = new Uint8Array(width * height);
  const share = 1 / step ** 2;
  for (let y = 0, i = 0; y < height; y++) {
    let start = ((top + y) * stride + left) * step;
    for (let x = 0; x < width; x++, i++, start += step) {
      let red = 0;
      let green = 0;
      let blue = 0;
      let sum = 0;
      if (step === 2) {
        // Nearly always, and twice as fast written out.
        const below = start + stride;
        const p = 3 * start;
        const q = 3 * below;
        red = data[p]! + data[p + 3]! + data[q]! + data[q + 3]!;
        green = data[p + 1]! + data[p + 4]! + data[q + 1]! + data[q + 4]!;
        blue = data[p + 2]! + data[p + 5]! + data[q + 2]! + data[q + 5]!;
        sum = opinion[start]! + opinion[start + 1]! + opinion[below]! + opinion[below + 1]!;
      } else
        for (let row = start, dy = 0; dy < step; dy++, row += stride) {
          for (let from = row, p = 3 * row; from < row + step; from++, p += 3) {
            red += data[p]!;
            green += data[p + 1]!;
            blue += data[p + 2]!;
            sum += opinion[from]!;
          }
        }
      rgb[3 * i] = red * share;
      rgb[3 * i + 1] = green * share;
      rgb[3 * i + 2] = blue * share;
      prior[i] = sum * share;
    }
  }
  return { width, height, rgb, prior };
}
