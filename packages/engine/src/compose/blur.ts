import { type Rows, rowsOf } from "../image/interpolation.ts";
import type { Raster } from "../image/raster.ts";
import { blurCells, cellSize } from "./coarse-blur.ts";
import { ditherRow } from "./dither.ts";
import { fillUnknown, type PartialPlane } from "./fill.ts";
import { LEVELS, LIGHT, LIGHT_STEPS } from "./light.ts";
import type { Layer } from "./over.ts";
import { coverSubject, type SubjectCover } from "./subject-cover.ts";

/** Photo pixels with less alpha than this show no background to speak of. */
const SOLID = 128;

/**
 * The photo's own background under a Gaussian of σ = `radius` / 2 pixels. The subject is taken out first and its place
 * filled from around it, so none of its colors smear. Blurred in linear light, as a lens does it: highlights stay bright
 * and edges between colors do not darken. Dithered, because the blur takes away the noise that hid the steps of 8 bits.
 *
 * @param photo the pixels before anything was removed
 * @param cutout of the same size; it may be changed afterwards
 */
export function blurLayer(photo: Raster, cutout: Raster, radius: number): Layer {
  const { width, height } = photo;
  const sigma = radius / 2;
  const cover = coverSubject(cutout);
  const cell = cellSize(sigma);
  const cells = cell > 1 ? filledCells(photo, cover, cell) : filledPixels(photo, cover);
  return encodedRows(blurCells(cells, sigma, width, height), photo);
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

/** Light of the background pixel by pixel; under the subject it is that of filled cells. */
function filledPixels(photo: Raster, cover: SubjectCover): Rows {
  const { width, height } = photo;
  const pixels = words(photo);
  const { shift, blocks } = cover;
  const filling = backgroundCells(photo, cover, 2 ** shift);
  fillUnknown(filling);
  const make = (y: number, into: Float32Array) => {
    const row = (y >> shift) * cover.width;
    for (let x = 0, to = 0; x < width; x++, to += 3) {
      const block = row + (x >> shift);
      const pixel = pixels[y * width + x]!;
      if (blocks[block] || pixel >>> 24 < SOLID) {
        for (let c = 0; c < 3; c++) into[to + c] = filling.values[block * 3 + c]!;
      } else {
        into[to] = LIGHT[pixel & 255]!;
        into[to + 1] = LIGHT[(pixel >>> 8) & 255]!;
        into[to + 2] = LIGHT[(pixel >>> 16) & 255]!;
      }
    }
  };
  return { width, height, channels: 3, make };
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

/** Light as sRGB words with the photo's alpha. */
function encodedRows({ width, make }: Rows, photo: Raster): Layer {
  const pixels = words(photo);
  const light = new Float32Array(width * 3);
  const row = new Uint32Array(width);
  return (y, above) => {
    make(y, light);
    const thresholds = ditherRow(y);
    const level = (value: number, threshold: number) => LEVELS[(value * LIGHT_STEPS + 0.5) | 0]! + threshold;
    for (let x = 0, from = 0; x < width; x++, from += 3) {
      if (above[x]! >>> 24 === 255) continue;
      const threshold = thresholds[x & 7]!;
      const alpha = pixels[y * width + x]! & 0xff000000;
      const red = level(light[from]!, threshold);
      const green = level(light[from + 1]!, threshold);
      const blue = level(light[from + 2]!, threshold);
      row[x] = alpha === 0 ? 0 : red | (green << 8) | (blue << 16) | alpha;
    }
    return row;
  };
}
