import type { LowResolutionMatte } from "../find-matte.ts";
import { borderCells, type Cells } from "./cells.ts";
import { mayBeBackdrop, type Surface } from "./surface.ts";

/** Distance from the surface, in levels beside two standard deviations of noise, of a cell that lies on it. */
const NEAR = 3;
/** Prior up to which a cell on the frame's border is none of the subject's. */
const DENIED = 64;
/** Part of such cells that may lie elsewhere: a cropped cover does; a horizon or a room has far more (0.38 was the least seen). */
const ELSEWHERE = 0.15;
/** Noise, in levels at the view's scale, of a texture that no longer counts as flat. */
const NOISIEST = 4;
/** Smallest part of the frame that proves a backdrop. */
const SMALLEST = 0.08;

/** Whether too much of the frame's border is textured for `noiseOfFlat` to find a backdrop: most scenes, told at hardly any cost. */
export function hasTexturedBorder(frame: LowResolutionMatte): boolean {
  let [border, elsewhere] = [0, 0];
  for (const cells of borderCells(frame)) {
    for (let i = 0; i < cells.texture.length; i++) {
      if (cells.prior[i]! > DENIED) continue;
      border++;
      if (!mayBeBackdrop(cells, i)) elsewhere++;
    }
  }
  return elsewhere > ELSEWHERE * border;
}

/**
 * Whether the surface is the backdrop of the photo, and its noise: standard deviation in levels at the view's scale.
 * Undefined if the photo is a scene.
 */
export function noiseOfFlat(
  { width, height, texture, prior }: Cells,
  { residual }: Surface,
): number | undefined {
  const textures: number[] = [];
  for (let i = 0; i < residual.length; i++) if (residual[i]! < NEAR) textures.push(texture[i]!);
  if (textures.length < SMALLEST * residual.length) return undefined;
  const noise = textures.sort((a, b) => a - b)[textures.length >> 1]!;
  if (noise > NOISIEST) return undefined;
  let [border, elsewhere] = [0, 0];
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i++) {
      if (x > 0 && y > 0 && x < width - 1 && y < height - 1) continue;
      if (prior[i]! > DENIED) continue;
      border++;
      if (!(residual[i]! < NEAR)) elsewhere++;
    }
  }
  return elsewhere <= ELSEWHERE * border ? noise : undefined;
}
