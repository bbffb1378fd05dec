import type { LowResolutionMatte } from "../find-matte.ts";
import { borderCells, type Cells } from "./cells.ts";
import { UNLIKELY } from "./regions.ts";
import { fitSurface, type Surface } from "./surface.ts";

/** Distance from the surface, in levels, of a cell that lies on it. */
const NEAR = 3;
/**
 * Part of the frame's border, where the model denies the subject, that may lie elsewhere: a cropped cover does; a horizon or a room has
 * far more (0.38 was the least seen).
 */
const ELSEWHERE = 0.15;
/** The same where the surface is fitted to the border alone, and how many cells must be there to say so. */
const FAR_ELSEWHERE = 0.25;
const ENOUGH = 40;
/** Noise, in levels at the view's scale, of a texture that no longer counts as flat. */
const NOISIEST = 4;
/** Smallest part of the frame that proves a backdrop. */
const SMALLEST = 0.08;

/** Whether the frame's border alone shows that there is no flat backdrop: that tells most scenes at hardly any cost. */
export function isSceneAtBorder(frame: LowResolutionMatte): boolean {
  const cells = borderCells(frame);
  const { denied, elsewhere } = borderOf(cells, fitSurface(cells));
  return denied >= ENOUGH && elsewhere > FAR_ELSEWHERE * denied;
}

/**
 * Whether the surface is the backdrop of the photo, and its noise: standard deviation in levels at the view's scale.
 * Undefined if the photo is a scene.
 */
export function noiseOfFlat(cells: Cells, surface: Surface): number | undefined {
  const { residual } = surface;
  // About the surface, not about the cell's own mean: in a gradient without noise, JPEG's bands lie a level beside it.
  const deviations = cells.texture
    .map((texture, i) => Math.hypot(texture, residual[i]!))
    .filter((_, i) => residual[i]! < NEAR);
  if (deviations.length < SMALLEST * residual.length) return undefined;
  const noise = deviations.sort()[deviations.length >> 1]!;
  if (noise > NOISIEST) return undefined;
  const { denied, elsewhere } = borderOf(cells, surface);
  return elsewhere <= ELSEWHERE * denied ? noise : undefined;
}

/** How many cells on the frame's border the model denies, and how many of them don't lie on the surface. */
function borderOf({ width, height, prior }: Cells, surface: Surface | undefined) {
  let [denied, elsewhere] = [0, 0];
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i++) {
      if (x > 0 && y > 0 && x < width - 1 && y < height - 1) continue;
      if (prior[i]! > UNLIKELY) continue;
      denied++;
      if (!surface || !(surface.residual[i]! < NEAR)) elsewhere++;
    }
  }
  return { denied, elsewhere };
}
