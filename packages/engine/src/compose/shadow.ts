import { checkResultSize } from "../image/geometry.ts";
import { type Rows, rowsOf } from "../image/interpolation.ts";
import type { Raster } from "../image/raster.ts";
import type { Color, Shadow } from "../recipe.ts";
import { blurCells, cellSize } from "./coarse-blur.ts";
import { type Layer, paintUnder } from "./over.ts";

/** A rectangle in pixels; right and bottom are the first that lie outside. */
interface Bounds {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/** Alpha up to this casts no visible shadow and makes no canvas grow. */
const NOISE = 7;

/**
 * Puts a drop shadow under a cutout: its alpha, moved by the offset, under a Gaussian of σ = `blurRadius` / 2 pixels, in the
 * shadow's color. Coverage is blurred as it is and composed in sRGB-encoded values, as CSS and image editors do.
 *
 * @param options `grow`: the canvas grows on the sides where the shadow would be cut off, and only there
 * @returns a new raster when the canvas has grown, otherwise the cutout itself, changed
 * @throws EngineError `InvalidRecipe` when the canvas would become too large
 */
export function dropShadow(cutout: Raster, shadow: Shadow, { grow }: { grow: boolean }): Raster {
  const subject = visibleBounds(cutout);
  if (!subject) return cutout;
  const sigma = shadow.blurRadius / 2;
  const offset = { x: Math.round(shadow.offset.x), y: Math.round(shadow.offset.y) };
  const reach = Math.ceil(3 * sigma);
  const soft = {
    left: subject.left + offset.x - reach,
    top: subject.top + offset.y - reach,
    right: subject.right + offset.x + reach,
    bottom: subject.bottom + offset.y + reach,
  };
  const canvas = { left: 0, top: 0, right: cutout.width, bottom: cutout.height };
  const result = grow ? onCanvas(cutout, union(canvas, soft)) : cutout;
  const origin = grow ? union(canvas, soft) : canvas;
  const shaded = intersection(soft, origin);
  if (shaded.left >= shaded.right || shaded.top >= shaded.bottom) return result;
  const cells = coverageCells(cutout, offset, shaded, cellSize(sigma));
  const strength = blurCells(cells, sigma, shaded.right - shaded.left, shaded.bottom - shaded.top);
  paintUnder(
    result,
    shadowLayer(strength, shaded.left - origin.left, shaded.top - origin.top, result.width, shadow.color),
  );
  return result;
}

function visibleBounds({ data, width, height }: Raster): Bounds | undefined {
  const bounds = { left: width, top: height, right: 0, bottom: 0 };
  for (let y = 0, i = 3; y < height; y++) {
    for (let x = 0; x < width; x++, i += 4) {
      if (data[i]! <= NOISE) continue;
      if (x < bounds.left) bounds.left = x;
      if (x >= bounds.right) bounds.right = x + 1;
      if (y < bounds.top) bounds.top = y;
      bounds.bottom = y + 1;
    }
  }
  return bounds.right > 0 ? bounds : undefined;
}

function union(a: Bounds, b: Bounds): Bounds {
  return {
    left: Math.min(a.left, b.left),
    top: Math.min(a.top, b.top),
    right: Math.max(a.right, b.right),
    bottom: Math.max(a.bottom, b.bottom),
  };
}

function intersection(a: Bounds, b: Bounds): Bounds {
  return {
    left: Math.max(a.left, b.left),
    top: Math.max(a.top, b.top),
    right: Math.min(a.right, b.right),
    bottom: Math.min(a.bottom, b.bottom),
  };
}

/** Copies onto a larger canvas; the same raster when it is no larger. */
function onCanvas(raster: Raster, { left, top, right, bottom }: Bounds): Raster {
  const width = right - left;
  const height = bottom - top;
  if (width === raster.width && height === raster.height) return raster;
  checkResultSize({ width, height });
  const data = new Uint8Array(width * height * 4);
  for (let y = 0; y < raster.height; y++) {
    const row = raster.data.subarray(y * raster.width * 4, (y + 1) * raster.width * 4);
    data.set(row, ((y - top) * width - left) * 4);
  }
  return { width, height, data };
}

/** The mean alpha, 0…1, of the moved subject in square cells that begin at the corner of `area`. */
function coverageCells(
  { data, width, height }: Raster,
  offset: Shadow["offset"],
  area: Bounds,
  cell: number,
): Rows {
  const columns = Math.ceil((area.right - area.left) / cell);
  const rows = Math.ceil((area.bottom - area.top) / cell);
  const sums = new Float32Array(columns * rows);
  const share = 1 / (255 * cell * cell);
  const left = Math.max(0, area.left - offset.x);
  const right = Math.min(width, area.right - offset.x);
  const bottom = Math.min(height, area.bottom - offset.y);
  const column = Uint32Array.from({ length: right }, (_, x) => (x + offset.x - area.left) / cell);
  for (let y = Math.max(0, area.top - offset.y); y < bottom; y++) {
    const row = Math.floor((y + offset.y - area.top) / cell) * columns;
    for (let x = left, i = (y * width + left) * 4 + 3; x < right; x++, i += 4)
      sums[row + column[x]!]! += data[i]! * share;
  }
  return rowsOf(sums, columns, rows, 1);
}

function shadowLayer(
  { width, height, make }: Rows,
  left: number,
  top: number,
  canvasWidth: number,
  color: Color,
): Layer {
  const strength = new Float32Array(width);
  const row = new Uint32Array(canvasWidth);
  const nothing = new Uint32Array(canvasWidth);
  const rgb = Math.round(color.r) | (Math.round(color.g) << 8) | (Math.round(color.b) << 16);
  return (y) => {
    if (y < top || y >= top + height) return nothing;
    make(y - top, strength);
    for (let x = 0; x < width; x++) {
      const alpha = strength[x]! * color.alpha * 255 + 0.5;
      row[left + x] = alpha < 1 ? 0 : rgb | (alpha << 24);
    }
    return row;
  };
}
