import { levelOf } from "@alphacut/pixels";
import type { Rows } from "../image/interpolation.ts";
import type { Raster } from "../image/raster.ts";
import { backgroundCells, backgroundPixels } from "./background-plate.ts";
import { blurCells, cellSize, enlargeCells } from "./coarse-blur.ts";
import { ditherRow } from "./dither.ts";
import type { Layer } from "./over.ts";
import { blurPixels } from "./pixel-blur.ts";
import { coverSubject, type SubjectCover } from "./subject-cover.ts";

/**
 * The photo's own background under a Gaussian of σ = `radius` / 2 pixels. The subject is taken out first and its place
 * filled from around it, so none of its colors smear. From σ = 3 on it is blurred in linear light, as a lens does it:
 * highlights stay bright and edges between colors do not darken. That is nothing one sees in a smaller blur, which is
 * done on sRGB-encoded values. Dithered, because a wide blur takes away the noise that hid the steps of 8 bits.
 *
 * @param photo the pixels before anything was removed
 * @param cutout of the same size; it may be changed afterwards
 */
export async function blurLayer(photo: Raster, cutout: Raster, radius: number): Promise<Layer> {
  const sigma = radius / 2;
  const cell = cellSize(sigma);
  const cover = coverSubject(cutout);
  if (cell <= 1) return narrowBlur(photo, cover, sigma);
  return wideBlur(photo, blurCells(backgroundCells(photo, cover, cell), sigma), cell);
}

async function narrowBlur(photo: Raster, cover: SubjectCover, sigma: number): Promise<Layer> {
  const { width, height, data } = photo;
  const plate = backgroundPixels(photo, cover);
  const blurred = sigma > 0 ? await blurPixels(plate, { width, height, channels: 3 }, sigma) : plate;
  const row = new Uint32Array(width);
  return (y) => {
    for (let x = 0, i = y * width; x < width; x++, i++) {
      const alpha = data[i * 4 + 3]!;
      const at = i * 3;
      const color = blurred[at]! | (blurred[at + 1]! << 8) | (blurred[at + 2]! << 16);
      row[x] = alpha === 0 ? 0 : color | (alpha << 24);
    }
    return row;
  };
}

/** Interpolates the light of blurred cells to pixels where they are visible: dithered, with the photo's alpha. */
function wideBlur({ data, width, height }: Raster, cells: Rows, cell: number): Layer {
  const { rows, columns } = enlargeCells(cells, cell, width, height);
  const { indices, weights } = columns;
  const line = new Float32Array(cells.width * 3);
  const row = new Uint32Array(width);
  return (y, above) => {
    rows.make(y, line);
    const thresholds = ditherRow(y);
    for (let x = 0, tap = 0; x < width; x++, tap += 4) {
      if (above[x]! >>> 24 === 255) continue;
      const w0 = weights[tap]!;
      const w1 = weights[tap + 1]!;
      const w2 = weights[tap + 2]!;
      const w3 = weights[tap + 3]!;
      const p0 = indices[tap]! * 3;
      const p1 = indices[tap + 1]! * 3;
      const p2 = indices[tap + 2]! * 3;
      const p3 = indices[tap + 3]! * 3;
      const red = w0 * line[p0]! + w1 * line[p1]! + w2 * line[p2]! + w3 * line[p3]!;
      const green = w0 * line[p0 + 1]! + w1 * line[p1 + 1]! + w2 * line[p2 + 1]! + w3 * line[p3 + 1]!;
      const blue = w0 * line[p0 + 2]! + w1 * line[p1 + 2]! + w2 * line[p2 + 2]! + w3 * line[p3 + 2]!;
      const alpha = data[(y * width + x) * 4 + 3]!;
      row[x] = alpha === 0 ? 0 : dithered(red, green, blue, thresholds[x & 7]!) | (alpha << 24);
    }
    return row;
  };
}

function dithered(red: number, green: number, blue: number, threshold: number): number {
  return (
    (levelOf(red) + threshold) | ((levelOf(green) + threshold) << 8) | ((levelOf(blue) + threshold) << 16)
  );
}
