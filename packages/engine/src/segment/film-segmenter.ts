import type { Mask, RgbRaster } from "../image/raster.ts";
import type { ModelInput, Segmenter, SegmenterStatus, SegmentOptions } from "./segmenter.ts";

/** A look of the model at a frame. */
interface Look {
  input: ModelInput;
  mask: Promise<Mask>;
}

/** Cells of this side are compared, so that noise averages out and a small movement does not. */
const CELL = 16;
/** Levels of 0…255 by which a cell's average may differ in a picture that stands still: noise has no direction. */
const SAME_LIGHT = 1.5;
/** Levels by which its pixels may differ on average: more than the noise of a camera, less than a line that moves. */
const SAME_PIXELS = 6;
/** How much of a pixel's mask comes from the frame before, where the picture is the same there. */
const STEADINESS = 0.6;
/** Levels by which a pixel differs when nothing of the frame before is true for it any more. */
const MOVED = 16;

/**
 * Looks at the frames of a film in their order: a frame that hardly differs from one that the model has seen gets its mask,
 * and with `smooth` what a frame shows unchanged keeps most of its mask from the frame before, so that edges don't flicker.
 * The comparison runs on the caller's thread, some milliseconds for a look that takes the model a second.
 */
export class FilmSegmenter implements Segmenter {
  readonly #segmenter: Segmenter;
  readonly #smooth: boolean;
  /** The newest one of each size: a frame's look as a whole and its close looks differ in that. */
  readonly #looks = new Map<string, Look>();

  constructor(segmenter: Segmenter, { smooth }: { smooth: boolean }) {
    this.#segmenter = segmenter;
    this.#smooth = smooth;
  }

  segment(input: ModelInput, options: SegmentOptions): Promise<Mask> {
    const key = `${options.model} ${input.width} ${input.height}`;
    const before = this.#looks.get(key);
    if (before && standsStill(before.input, input)) return before.mask;
    const mask = this.#look(input, options, before);
    this.#looks.set(key, { input, mask });
    mask.catch(() => this.#looks.delete(key));
    return mask;
  }

  ready(): Promise<void> {
    return this.#segmenter.ready();
  }

  status(): SegmenterStatus {
    return this.#segmenter.status();
  }

  close(): Promise<void> {
    return this.#segmenter.close();
  }

  async #look(input: ModelInput, options: SegmentOptions, before: Look | undefined): Promise<Mask> {
    const mask = await this.#segmenter.segment(input, options);
    const earlier = this.#smooth ? await before?.mask.catch(() => undefined) : undefined;
    return before && earlier ? steadied({ input, mask }, { input: before.input, mask: earlier }) : mask;
  }
}

/** Whether nothing but noise has changed. @param b of the same size */
function standsStill(a: RgbRaster, b: RgbRaster): boolean {
  const { width, height } = a;
  for (let top = 0; top < height; top += CELL) {
    for (let left = 0; left < width; left += CELL) {
      if (hasChanged(a, b, left, top)) return false;
    }
  }
  return true;
}

function hasChanged(a: RgbRaster, b: RgbRaster, left: number, top: number): boolean {
  const [right, bottom] = [Math.min(left + CELL, a.width), Math.min(top + CELL, a.height)];
  let [light, pixels] = [0, 0];
  for (let y = top; y < bottom; y++) {
    for (let p = (y * a.width + left) * 3, end = (y * a.width + right) * 3; p < end; p++) {
      const difference = a.data[p]! - b.data[p]!;
      light += difference;
      pixels += Math.abs(difference);
    }
  }
  const count = (right - left) * (bottom - top) * 3;
  return Math.abs(light) > SAME_LIGHT * count || pixels > SAME_PIXELS * count;
}

/** A mask drawn towards the one before it, the more the less the pixel has changed. All of the same size. */
function steadied(
  { input, mask }: { input: RgbRaster; mask: Mask },
  before: { input: RgbRaster; mask: Mask },
): Mask {
  const data = new Uint8Array(mask.data.length);
  for (let i = 0, p = 0; i < data.length; i++, p += 3) {
    const change = Math.max(
      Math.abs(input.data[p]! - before.input.data[p]!),
      Math.abs(input.data[p + 1]! - before.input.data[p + 1]!),
      Math.abs(input.data[p + 2]! - before.input.data[p + 2]!),
    );
    const share = STEADINESS * Math.max(0, 1 - change / MOVED);
    data[i] = mask.data[i]! + share * (before.mask.data[i]! - mask.data[i]!) + 0.5;
  }
  return { ...mask, data };
}
