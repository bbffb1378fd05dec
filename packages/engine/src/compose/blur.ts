import { type Rows, rowsOf } from "../image/interpolation.ts";
import type { Raster } from "../image/raster.ts";
import { blurCells, cellSize, enlargeCells } from "./coarse-blur.ts";
import { ditherRow } from "./dither.ts";
import { fillUnknown, type PartialPlane } from "./fill.ts";
import { LIGHT, levelOf } from "./light.ts";
import type { Layer } from "./over.ts";
import { blurPixels } from "./pixel-blur.ts";
import { coverSubject, type SubjectCover } from "./subject-cover.ts";

/** Photo pixels with less alpha than this show no background to speak of. */
const SOLID = 128;

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
  return wideBlur(photo, blurCells(filledCells(photo, cover, cell), sigma), cell);
}

function words({ data, width, height }: Raster): Uint32Array {
  return new Uint32Array(data.buffer, data.byteOffset, width * height);
}

/** Mean light of the background in square cells, filled where there is none. */
function filledCells(photo: Raster, cover: SubjectCover, cell: number): Rows {
  const plane = backgroundCells(photo, cover, cell);
  fillUnknown(plane);
  return rowsOf(plane.values, plane.width, plane.height, 3);
}

async function narrowBlur(photo: Raster, cover: SubjectCover, sigma: number): Promise<Layer> {
  const { width, height, data } = photo;
  const plate = filledPixels(photo, cover);
  const blurred = sigma > 0 ? await blurPixels(plate, { width, height, channels: 3 }, sigma) : plate;
  const row = new Uint32Array(width);
  return (y) => {
    for (let x = 0, i = y * width; x < width; x++, i++) {
      const alpha = data[i * 4 + 3]!;
      const at = i * 3;
      row[x] =
        alpha === 0 ? 0 : blurred[at]! | (blurred[at + 1]! << 8) | (blurred[at + 2]! << 16) | (alpha << 24);
    }
    return row;
  };
}

/** sRGB of the background pixel by pixel; under the subject it is that of filled cells. */
function filledPixels(photo: Raster, cover: SubjectCover): Uint8Array {
  const { shift, blocks, width: blockColumns } = cover;
  const filling = backgroundCells(photo, cover, 2 ** shift);
  fillUnknown(filling);
  const fillingLevels = Uint8Array.from(filling.values, (light) => levelOf(light) + 0.5);
  const { data } = photo;
  const plate = new Uint8Array(photo.width * photo.height * 3);
  for (let y = 0, from = 0, to = 0; y < photo.height; y++) {
    const row = (y >> shift) * blockColumns;
    for (let x = 0; x < photo.width; x++, from += 4, to += 3) {
      const block = row + (x >> shift);
      const known = !blocks[block] && data[from + 3]! >= SOLID;
      const source = known ? data : fillingLevels;
      const at = known ? from : block * 3;
      plate[to] = source[at]!;
      plate[to + 1] = source[at + 1]!;
      plate[to + 2] = source[at + 2]!;
    }
  }
  return plate;
}

/** A cell is known when half of it is background. Where there is no background at all, the whole photo counts as it. */
function backgroundCells(photo: Raster, cover: SubjectCover, cell: number): PartialPlane {
  const plane = sumCells(photo, cover, cell);
  if (!plane.weights.some((weight) => weight > 0)) {
    return backgroundMeans(
      sumCells(photo, { ...cover, blocks: new Uint8Array(cover.blocks.length) }, cell),
      photo,
      cell,
    );
  }
  return backgroundMeans(plane, photo, cell);
}

/** Light summed over the background pixels of each cell; their number as weight. */
function sumCells(
  photo: Raster,
  { shift, width: coverWidth, blocks }: SubjectCover,
  cell: number,
): PartialPlane {
  const pixels = words(photo);
  const width = Math.ceil(photo.width / cell);
  const height = Math.ceil(photo.height / cell);
  const values = new Float32Array(width * height * 3);
  const weights = new Float32Array(width * height);
  for (let y = 0, i = 0; y < photo.height; y++) {
    const coverRow = (y >> shift) * coverWidth;
    let to = Math.floor(y / cell) * width;
    for (let left = 0; left < photo.width; left += cell, to++) {
      let red = 0;
      let green = 0;
      let blue = 0;
      let count = 0;
      for (let x = left; x < left + cell && x < photo.width; x++, i++) {
        const pixel = pixels[i]!;
        if (blocks[coverRow + (x >> shift)] || pixel >>> 24 < SOLID) continue;
        red += LIGHT[pixel & 255]!;
        green += LIGHT[(pixel >>> 8) & 255]!;
        blue += LIGHT[(pixel >>> 16) & 255]!;
        count++;
      }
      values[to * 3]! += red;
      values[to * 3 + 1]! += green;
      values[to * 3 + 2]! += blue;
      weights[to]! += count;
    }
  }
  return { width, height, values, weights };
}

function backgroundMeans(plane: PartialPlane, photo: Raster, cell: number): PartialPlane {
  const { width, height, values, weights } = plane;
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i++) {
      const count = weights[i]!;
      if (count === 0) continue;
      const area = Math.min(cell, photo.width - x * cell) * Math.min(cell, photo.height - y * cell);
      const weight = Math.min(1, (2 * count) / area);
      for (let c = i * 3; c < i * 3 + 3; c++) values[c]! *= weight / count;
      weights[i] = weight;
    }
  }
  return plane;
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
      row[x] = alpha && toWord(red, green, blue, thresholds[x & 7]!) | (alpha << 24);
    }
    return row;
  };
}

function toWord(red: number, green: number, blue: number, threshold: number): number {
  return (
    (levelOf(red) + threshold) | ((levelOf(green) + threshold) << 8) | ((levelOf(blue) + threshold) << 16)
  );
}
