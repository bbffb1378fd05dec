import { type Raster, wordsOf } from "../../image/raster.ts";
import { clearOutside } from "../region.ts";
import { centeredPositions, type Positions } from "../sampling.ts";
import { LINE } from "./color-lines.ts";
import { CLEAR, SOLID, VEILED } from "./coverage.ts";
import type { FlatMatte } from "./flat-matte.ts";

/**
 * Turns the photo into the cutout, in place: alpha by the color line between the backdrop and the subject at full resolution, the
 * subject's own colors, straight alpha, RGB 0 where alpha is 0.
 *
 * @param photo opaque
 * @param keepShadow the photo's own shadow stays, as black with its measured strength
 */
export function cutOutFlat(photo: Raster, matte: FlatMatte, { keepShadow = false } = {}): void {
  const { region, width, height, coverage } = matte;
  const words = wordsOf(photo);
  const nearest = Int32Array.from({ length: region.width }, (_, x) =>
    Math.min(width - 1, Math.floor(((x + 0.5) * width) / region.width)),
  );
  const rows = centeredPositions(height, region.height);
  const pixel = new PixelCutter(photo.data, matte, centeredPositions(width, region.width), rows);
  const strength = keepShadow ? matte.shadow() : undefined;
  clearOutside(photo, region);
  for (let y = 0; y < region.height; y++) {
    const start = (y + region.top) * photo.width + region.left;
    const row = width * Math.min(height - 1, Math.floor(((y + 0.5) * height) / region.height));
    pixel.moveTo(y);
    for (let x = 0; x < region.width; x++) {
      const cell = row + nearest[x]!;
      const how = coverage[cell];
      if (how === SOLID) continue;
      const dark = strength ? pixel.between(strength, x) : 0;
      if (how === CLEAR) words[start + x] = black(dark);
      else if (how === VEILED) pixel.cutVeiled(4 * (start + x), cell);
      else pixel.cutMixed(4 * (start + x), x, dark);
    }
  }
}

/** A little-endian RGBA word. */
function black(alpha: number): number {
  return (Math.round(255 * alpha) << 24) >>> 0;
}

/** Alpha below this, and as much below 1, is noise even before the sharpest contrast; in the view's noise, more of it. */
const LEAST_MARGIN = 0.03;
const MOST_MARGIN = 0.3;
/** Contrast in levels, beside six standard deviations of noise, at which color and outline are trusted alike. */
const LOW_CONTRAST = 4;
const INVISIBLE = 0.002;

class PixelCutter {
  readonly #data: Uint8Array;
  readonly #matte: FlatMatte;
  readonly #columns: Positions;
  readonly #rows: Positions;
  readonly #line = new Float32Array(LINE);
  #above = 0;
  #below = 0;
  #down = 0;

  constructor(data: Uint8Array, matte: FlatMatte, columns: Positions, rows: Positions) {
    this.#data = data;
    this.#matte = matte;
    this.#columns = columns;
    this.#rows = rows;
  }

  moveTo(y: number): void {
    const { width, height } = this.#matte;
    this.#above = this.#rows.first[y]! * width;
    this.#below = Math.min(height - 1, this.#rows.first[y]! + 1) * width;
    this.#down = this.#rows.fraction[y]!;
  }

  /** A value of the view's at a pixel of the row, between the four view pixels around it. */
  between(values: Float32Array, x: number): number {
    const { width } = this.#matte;
    const left = this.#columns.first[x]!;
    const right = Math.min(width - 1, left + 1);
    const across = this.#columns.fraction[x]!;
    const [a, b] = [values[this.#above + left]!, values[this.#above + right]!];
    const [c, d] = [values[this.#below + left]!, values[this.#below + right]!];
    const upper = a + (b - a) * across;
    return upper + (c + (d - c) * across - upper) * this.#down;
  }

  cutMixed(p: number, x: number, dark: number): void {
    const { noise } = this.#matte;
    const data = this.#data;
    const line = this.#lineAt(x);
    const [fromRed, fromGreen, fromBlue] = [line[3]!, line[4]!, line[5]!];
    const red = line[0]! - fromRed;
    const green = line[1]! - fromGreen;
    const blue = line[2]! - fromBlue;
    const square = red * red + green * green + blue * blue;
    const product =
      (data[p]! - fromRed) * red + (data[p + 1]! - fromGreen) * green + (data[p + 2]! - fromBlue) * blue;
    const margin = Math.min(MOST_MARGIN, LEAST_MARGIN + (1.5 + 2 * noise) / (1 + Math.sqrt(square)));
    const measured = (product / (square + 1e-3) - margin) / (1 - 2 * margin);
    const trust = square / (square + (LOW_CONTRAST + 6 * noise) ** 2);
    const share = line[6]!;
    const alpha = share + (Math.min(1, Math.max(0, measured)) - share) * trust;
    if (alpha > 1 - INVISIBLE) return;
    this.#set(p, alpha, fromRed, fromGreen, fromBlue, dark);
  }

  /** The least alpha with which a color could make the pixel out of the backdrop. */
  cutVeiled(p: number, cell: number): void {
    const { colors, noise } = this.#matte;
    const { lines, places } = colors;
    const o = LINE * places[cell]! + 3;
    let alpha = 0;
    for (let c = 0; c < 3; c++) {
      const from = lines[o + c]!;
      const away = this.#data[p + c]! - from;
      alpha = Math.max(alpha, away > 0 ? away / (256 - from) : -away / (from + 1));
    }
    this.#set(p, alpha - 0.01 - noise / 40, lines[o]!, lines[o + 1]!, lines[o + 2]!, 0);
  }

  /** Takes the backdrop out of the pixel, and lays it over a shadow. */
  #set(p: number, alpha: number, red: number, green: number, blue: number, dark: number): void {
    const data = this.#data;
    const total = alpha < INVISIBLE ? dark : alpha + (1 - alpha) * dark;
    if (total < INVISIBLE) {
      data.fill(0, p, p + 4);
      return;
    }
    const visible = alpha < INVISIBLE ? 0 : alpha / total;
    data[p] = visible * within(red + (data[p]! - red) / Math.max(alpha, INVISIBLE)) + 0.5;
    data[p + 1] = visible * within(green + (data[p + 1]! - green) / Math.max(alpha, INVISIBLE)) + 0.5;
    data[p + 2] = visible * within(blue + (data[p + 2]! - blue) / Math.max(alpha, INVISIBLE)) + 0.5;
    data[p + 3] = 255 * total + 0.5;
  }

  /** The color line at a pixel of the row, between the four view pixels around it. */
  #lineAt(x: number): Float32Array {
    const { colors, width } = this.#matte;
    const { lines, places } = colors;
    const left = this.#columns.first[x]!;
    const right = Math.min(width - 1, left + 1);
    const across = this.#columns.fraction[x]!;
    const a = LINE * places[this.#above + left]!;
    const b = LINE * places[this.#above + right]!;
    const c = LINE * places[this.#below + left]!;
    const d = LINE * places[this.#below + right]!;
    for (let k = 0; k < LINE; k++) {
      const upper = lines[a + k]! + (lines[b + k]! - lines[a + k]!) * across;
      const lower = lines[c + k]! + (lines[d + k]! - lines[c + k]!) * across;
      this.#line[k] = upper + (lower - upper) * this.#down;
    }
    return this.#line;
  }
}

function within(level: number): number {
  return level < 0 ? 0 : level > 255 ? 255 : level;
}
