import { fillUnknown, LIGHT, levelOf, type PartialPlane } from "@alphacut/pixels";
import { type Rows, rowsOf } from "../image/interpolation.ts";
import { type Raster, wordsOf } from "../image/raster.ts";
import type { SubjectCover } from "./subject-cover.ts";

/** Photo pixels with less alpha than this show no background to speak of. */
const SOLID = 128;

/** Mean light of the background in square cells, three values each, filled where the subject is. */
export function backgroundCells(photo: Raster, cover: SubjectCover, cell: number): Rows {
  const { values, width, height } = filledPlane(photo, cover, cell);
  return rowsOf(values, width, height, 3);
}

/** sRGB of the background, three bytes a pixel; under the subject it is that of filled cells. */
export function backgroundPixels(photo: Raster, cover: SubjectCover): Uint8Array {
  const { shift, blocks, width: blockColumns } = cover;
  const filling = filledPlane(photo, cover, 2 ** shift);
  const fillingLevels = new Uint8Array(filling.values.length);
  for (let i = 0; i < fillingLevels.length; i++) fillingLevels[i] = levelOf(filling.values[i]!) + 0.5;
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

/** Where there is no background at all, the whole photo counts as it. */
function filledPlane(photo: Raster, cover: SubjectCover, cell: number): PartialPlane {
  let plane = sumCells(photo, cover, cell);
  if (plane.weights.every((weight) => weight === 0))
    plane = sumCells(photo, { ...cover, blocks: new Uint8Array(cover.blocks.length) }, cell);
  takeMeans(plane, photo, cell);
  fillUnknown(plane);
  return plane;
}

/** Light summed over the background pixels of each cell; their number as weight. */
function sumCells(
  photo: Raster,
  { shift, width: coverWidth, blocks }: SubjectCover,
  cell: number,
): PartialPlane {
  const pixels = wordsOf(photo);
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

/** From sums to means. A cell is fully known when half of it is background. */
function takeMeans({ width, height, values, weights }: PartialPlane, photo: Raster, cell: number): void {
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
}
