import type { Mask, Size } from "../image/raster.ts";
import type { Region } from "../segment/model-input.ts";
import { centeredPositions, maskRow } from "./sampling.ts";

/** Coarse pixels by which the coarse subject shrinks before it is believed: its outline is that uncertain. */
const OUTLINE = 2;

/** Coarse mask value from which on a pixel counts; it counts fully at 1. */
const LIKELY = 0.6 * 255;

/**
 * The fine mask with what the coarse look saw well inside the subject. Close up, large plain parts (a face that fills the
 * frame, a window pane) sometimes lose the subject that they belong to; from afar they don't.
 *
 * @param region the part of the photo that `fine` covers; `coarse` covers all of it
 */
export function addCoarseInterior(fine: Mask, region: Region, coarse: Mask, photo: Size): Mask {
  const inside = shrink(coarse);
  const data = fine.data.slice();
  const step = { x: coarse.width / photo.width, y: coarse.height / photo.height };
  const rows = centeredPositions(
    coarse.height,
    fine.height,
    (step.y * region.height) / fine.height,
    step.y * region.top,
  );
  const columns = centeredPositions(
    coarse.width,
    fine.width,
    (step.x * region.width) / fine.width,
    step.x * region.left,
  );
  const row = new Float32Array(coarse.width + 1);
  for (let y = 0, i = 0; y < fine.height; y++) {
    maskRow(inside, rows, y, row);
    for (let x = 0; x < fine.width; x++, i++) {
      const left = row[columns.first[x]!]!;
      const value = left + (row[columns.first[x]! + 1]! - left) * columns.fraction[x]!;
      const certain = ((value - LIKELY) * 255) / (255 - LIKELY);
      if (certain > data[i]!) data[i] = certain;
    }
  }
  return { ...fine, data };
}

/** Every pixel takes the smallest value within `OUTLINE` pixels. */
function shrink({ data, width, height }: Mask): Mask {
  const across = new Uint8Array(data.length);
  const shrunk = new Uint8Array(data.length);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      let least = 255;
      for (let u = Math.max(0, x - OUTLINE); u <= Math.min(width - 1, x + OUTLINE); u++) {
        least = Math.min(least, data[y * width + u]!);
      }
      across[y * width + x] = least;
    }
  }
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      let least = 255;
      for (let v = Math.max(0, y - OUTLINE); v <= Math.min(height - 1, y + OUTLINE); v++) {
        least = Math.min(least, across[v * width + x]!);
      }
      shrunk[y * width + x] = least;
    }
  }
  return { width, height, data: shrunk };
}
