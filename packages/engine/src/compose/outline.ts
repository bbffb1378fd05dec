import { type Bounds, boundsOf, intersection, isEmpty, translate, union } from "@alphacut/pixels";
import { EngineError } from "../errors.ts";
import type { Raster } from "../image/raster.ts";
import type { Outline } from "../recipe.ts";
import { FAR, squaredDistances } from "./distance.ts";
import { type Grown, onCanvas } from "./grown.ts";
import { type Layer, paintUnder } from "./over.ts";

const MAX_WIDTH = 500;
/** Alpha up to this is noise of the matte and gets no outline. */
const NOISE = 12;

/**
 * Draws a line of even width around a cutout, under its edge, with an antialiased rim.
 *
 * @param subject its bounds in the cutout
 * @param options `grow`: the canvas grows on the sides where the line would be cut off
 * @returns the cutout itself, changed, unless the canvas has grown
 * @throws EngineError `InvalidRecipe` for a width that is none, or when the canvas would become too large
 */
export function drawOutline(
  cutout: Raster,
  subject: Bounds,
  { width, color }: Outline,
  { grow }: { grow: boolean },
): Grown {
  if (!(width > 0 && width <= MAX_WIDTH))
    throw new EngineError("InvalidRecipe", `An outline is more than 0 and at most ${MAX_WIDTH} px wide`);
  const reach = Math.ceil(width);
  const reached = {
    left: subject.left - reach,
    top: subject.top - reach,
    right: subject.right + reach,
    bottom: subject.bottom + reach,
  };
  const photo = boundsOf(cutout);
  const canvas = grow ? union(photo, reached) : photo;
  const result = onCanvas(cutout, canvas);
  const area = translate(intersection(reached, canvas), result.left, result.top);
  if (!isEmpty(area)) paintUnder(result.raster, outlineLayer(result.raster, area, width, color));
  return result;
}

function outlineLayer(raster: Raster, area: Bounds, lineWidth: number, color: Outline["color"]): Layer {
  const width = area.right - area.left;
  const height = area.bottom - area.top;
  const distances = edgeCosts(raster, area, lineWidth);
  squaredDistances(distances, width, height);
  const rgb = Math.round(color.r) | (Math.round(color.g) << 8) | (Math.round(color.b) << 16);
  const row = new Uint32Array(raster.width);
  const nothing = new Uint32Array(raster.width);
  return (y) => {
    if (y < area.top || y >= area.bottom) return nothing;
    for (let x = 0, i = (y - area.top) * width; x < width; x++, i++) {
      const coverage = Math.min(1, Math.max(0, lineWidth + 1 - Math.sqrt(distances[i]!)));
      const alpha = 255 * coverage * color.alpha + 0.5;
      row[area.left + x] = alpha < 1 ? 0 : (rgb | (alpha << 24)) >>> 0;
    }
    return row;
  };
}

/**
 * Squared distances to start from, such that the root of the final ones is half a pixel more than the distance to the
 * subject's antialiased edge, exactly where the line ends: a pixel of coverage `a` has its edge `1 − a` nearer.
 */
function edgeCosts({ data, width }: Raster, area: Bounds, lineWidth: number): Float32Array {
  const costs = new Float32Array((area.right - area.left) * (area.bottom - area.top));
  const ofAlpha = Float32Array.from({ length: 256 }, (_, alpha) =>
    alpha <= NOISE ? FAR : (lineWidth + 1 - alpha / 255) ** 2 - lineWidth ** 2,
  );
  for (let y = area.top, i = 0; y < area.bottom; y++) {
    for (let x = area.left, p = (y * width + area.left) * 4 + 3; x < area.right; x++, p += 4, i++)
      costs[i] = ofAlpha[data[p]!]!;
  }
  return costs;
}
