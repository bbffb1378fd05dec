import type { Size } from "../../image/raster.ts";
import type { LowResolutionMatte } from "../find-matte.ts";
import { type Part, type View, viewOf, viewSize } from "./view.ts";

/** View pixels a cell's side. */
const CELL = 8;

/** The view in cells: what a backdrop can be fitted to. */
export interface Cells extends Size {
  /** Mean color, three values a cell. */
  mean: Float32Array;
  /** Root mean square deviation from the mean, over all channels. */
  texture: Float32Array;
  /** The model's highest value in the cell, 0…255. */
  prior: Uint8Array;
}

export function cellsOf(view: View): Cells {
  const width = Math.floor(view.width / CELL);
  const height = Math.floor(view.height / CELL);
  const mean = new Float32Array(3 * width * height);
  const texture = new Float32Array(width * height);
  const prior = new Uint8Array(width * height);
  const count = CELL * CELL;
  for (let row = 0, i = 0; row < height; row++) {
    for (let column = 0; column < width; column++, i++) {
      let [red, green, blue, squares, highest] = [0, 0, 0, 0, 0];
      for (let dy = 0; dy < CELL; dy++) {
        let at = (row * CELL + dy) * view.width + column * CELL;
        for (let dx = 0; dx < CELL; dx++, at++) {
          const r = view.rgb[3 * at]!;
          const g = view.rgb[3 * at + 1]!;
          const b = view.rgb[3 * at + 2]!;
          red += r;
          green += g;
          blue += b;
          squares += r * r + g * g + b * b;
          if (view.prior[at]! > highest) highest = view.prior[at]!;
        }
      }
      mean[3 * i] = red / count;
      mean[3 * i + 1] = green / count;
      mean[3 * i + 2] = blue / count;
      const variance = squares / count - (red * red + green * green + blue * blue) / count ** 2;
      texture[i] = Math.sqrt(Math.max(0, variance) / 3);
      prior[i] = highest;
    }
  }
  return { width, height, mean, texture, prior };
}

/** The cells on the frame's border alone, a few at a time: each side, without the rest of the view. */
export function borderCells(frame: LowResolutionMatte): Cells[] {
  const view = viewSize(frame);
  const columns = Math.floor(view.width / CELL);
  const rows = Math.floor(view.height / CELL);
  if (columns < 2 || rows < 3) return [];
  const across = { left: 0, width: columns * CELL, height: CELL };
  const down = { top: CELL, width: CELL, height: (rows - 2) * CELL };
  const sides: Part[] = [
    { ...across, top: 0 },
    { ...across, top: (rows - 1) * CELL },
    { ...down, left: 0 },
    { ...down, left: (columns - 1) * CELL },
  ];
  return sides.map((side) => cellsOf(viewOf(frame, side)));
}
