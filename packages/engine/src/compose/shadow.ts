import {
  type Bounds,
  boundsOf,
  intersection,
  isEmpty,
  laidOnGround,
  union,
  visibleBounds,
} from "@alphacut/pixels";
import { type Rows, rowsOf } from "../image/interpolation.ts";
import type { Raster } from "../image/raster.ts";
import type { Color, Shadow } from "../recipe.ts";
import { blurCells, cellSize, enlargeCells } from "./coarse-blur.ts";
import { type Grown, onCanvas } from "./grown.ts";
import { type Layer, paintUnder } from "./over.ts";
import { blurPixels } from "./pixel-blur.ts";

/**
 * Puts a shadow under a cutout: its alpha (laid on the ground for a contact shadow), moved by the offset, under a Gaussian of
 * σ = `blurRadius` / 2 pixels, in the shadow's color. Coverage is blurred as it is and composed in sRGB-encoded values, as CSS and image editors do.
 *
 * @param options `grow`: the canvas grows on the sides where the shadow would be cut off, and only there
 * @returns the cutout itself, changed, unless the canvas has grown
 * @throws EngineError `InvalidRecipe` when the canvas would become too large
 */
export async function dropShadow(
  cutout: Raster,
  shadow: Shadow,
  { grow }: { grow: boolean },
): Promise<Grown> {
  const same = { raster: cutout, left: 0, top: 0 };
  const standing = visibleBounds(cutout);
  if (!standing) return same;
  const { caster, down } =
    shadow.kind === "contact" ? laidOnGround(cutout, standing) : { caster: cutout, down: 0 };
  const subject = caster === cutout ? standing : visibleBounds(caster);
  if (!subject) return same;
  const sigma = shadow.blurRadius / 2;
  const offset = { x: Math.round(shadow.offset.x), y: Math.round(shadow.offset.y) + down };
  const reached = castBounds(subject, offset, Math.ceil(3 * sigma));
  const photo = boundsOf(cutout);
  const canvas = grow ? union(photo, reached) : photo;
  const area = intersection(reached, canvas);
  if (isEmpty(area)) return same;
  const cast = await castShadow(caster, offset, area, sigma);
  const result = onCanvas(cutout, canvas);
  paintUnder(result.raster, shadowLayer(cast, area, canvas, shadow.color));
  return result;
}

function castBounds({ left, top, right, bottom }: Bounds, { x, y }: Shadow["offset"], reach: number): Bounds {
  return {
    left: left + x - reach,
    top: top + y - reach,
    right: right + x + reach,
    bottom: bottom + y + reach,
  };
}

/** Writes a row of shadow, 0…255, where the subject above is not opaque. */
type ShadowRow = (y: number, above: Uint32Array, into: Float32Array) => void;

/** How much of the subject's alpha arrives where in `area`. Later changes of the cutout play no part. */
async function castShadow(
  cutout: Raster,
  offset: Shadow["offset"],
  area: Bounds,
  sigma: number,
): Promise<ShadowRow> {
  const width = area.right - area.left;
  const height = area.bottom - area.top;
  const cell = cellSize(sigma);
  if (cell > 1)
    return wideShadow(blurCells(coverageCells(cutout, offset, area, cell), sigma), cell, width, height);
  const coverage = movedAlpha(cutout, offset, area);
  const blurred = sigma > 0 ? await blurPixels(coverage, { width, height, channels: 1 }, sigma) : coverage;
  return (y, _above, into) => into.set(blurred.subarray(y * width, (y + 1) * width));
}

function wideShadow(cells: Rows, cell: number, width: number, height: number): ShadowRow {
  const { rows, columns } = enlargeCells(cells, cell, width, height);
  const { indices, weights } = columns;
  const line = new Float32Array(cells.width);
  return (y, above, into) => {
    rows.make(y, line);
    for (let x = 0, tap = 0; x < width; x++, tap += 4) {
      if (above[x]! >>> 24 === 255) continue;
      into[x] =
        weights[tap]! * line[indices[tap]!]! +
        weights[tap + 1]! * line[indices[tap + 1]!]! +
        weights[tap + 2]! * line[indices[tap + 2]!]! +
        weights[tap + 3]! * line[indices[tap + 3]!]!;
    }
  };
}

/** The rectangle of the cutout that lands in `area`. */
function landing({ width, height }: Raster, { x, y }: Shadow["offset"], area: Bounds): Bounds {
  const moved = { left: area.left - x, top: area.top - y, right: area.right - x, bottom: area.bottom - y };
  return intersection(moved, { left: 0, top: 0, right: width, bottom: height });
}

function movedAlpha(cutout: Raster, offset: Shadow["offset"], area: Bounds): Uint8Array {
  const width = area.right - area.left;
  const alpha = new Uint8Array(width * (area.bottom - area.top));
  const { left, top, right, bottom } = landing(cutout, offset, area);
  for (let y = top; y < bottom; y++) {
    const row = (y + offset.y - area.top) * width + offset.x - area.left;
    for (let x = left, i = (y * cutout.width + left) * 4 + 3; x < right; x++, i += 4)
      alpha[row + x] = cutout.data[i]!;
  }
  return alpha;
}

/** The mean alpha, 0…255, of the moved subject in square cells that begin at the corner of `area`. */
function coverageCells(cutout: Raster, offset: Shadow["offset"], area: Bounds, cell: number): Rows {
  const columns = Math.ceil((area.right - area.left) / cell);
  const rows = Math.ceil((area.bottom - area.top) / cell);
  const sums = new Float32Array(columns * rows);
  const share = 1 / (cell * cell);
  const { left, top, right, bottom } = landing(cutout, offset, area);
  const column = Uint32Array.from({ length: right }, (_, x) => (x + offset.x - area.left) / cell);
  for (let y = top; y < bottom; y++) {
    const row = Math.floor((y + offset.y - area.top) / cell) * columns;
    for (let x = left, i = (y * cutout.width + left) * 4 + 3; x < right; x++, i += 4)
      sums[row + column[x]!]! += cutout.data[i]! * share;
  }
  return rowsOf(sums, columns, rows, 1);
}

/** The shadow within `area`, as wide as the canvas. */
function shadowLayer(cast: ShadowRow, area: Bounds, canvas: Bounds, color: Color): Layer {
  const left = area.left - canvas.left;
  const right = area.right - canvas.left;
  const strength = new Float32Array(right - left);
  const row = new Uint32Array(canvas.right - canvas.left);
  const nothing = new Uint32Array(row.length);
  const rgb = Math.round(color.r) | (Math.round(color.g) << 8) | (Math.round(color.b) << 16);
  return (y, above) => {
    const areaRow = y - (area.top - canvas.top);
    if (areaRow < 0 || areaRow >= area.bottom - area.top) return nothing;
    cast(areaRow, above.subarray(left, right), strength);
    for (let x = left; x < right; x++) {
      const alpha = strength[x - left]! * color.alpha + 0.5;
      row[x] = alpha < 1 ? 0 : rgb | (alpha << 24);
    }
    return row;
  };
}
