import { fillUnknown, LIGHT, levelOf } from "@alphacut/pixels";
import { boxBlur } from "./box-blur.ts";
import { createLayer, type Photo } from "./photo.ts";

/** More pixels than this do not show under a blur. */
const LONGEST_SIDE = 1024;
const SHORTEST_SIDE = 256;
/** Standard deviation in pixels of the backdrop from which on a coarser backdrop does as well. */
const SIGMA = 3;
/** Alpha from which on a pixel belongs to the subject. */
const SUBJECT = 12;

/**
 * The photo's own background, blurred in linear light, with the subject taken out and its place filled from around it. Made
 * in a resolution that the blur allows, to be stretched over the photo.
 *
 * @param sigma standard deviation in pixels of the photo
 */
export function blurredBackdrop(photo: Photo, subject: OffscreenCanvas, sigma: number): OffscreenCanvas {
  const longest = Math.max(photo.size.width, photo.size.height);
  const side = Math.min(LONGEST_SIDE, Math.max(SHORTEST_SIDE, Math.round((longest * SIGMA) / sigma)));
  const scale = Math.min(1, side / longest);
  const width = Math.max(1, Math.round(photo.size.width * scale));
  const height = Math.max(1, Math.round(photo.size.height * scale));
  const layer = createLayer({ width, height }, { willReadFrequently: true });
  layer.imageSmoothingQuality = "high";
  layer.drawImage(photo.bitmap, 0, 0, width, height);
  const picture = layer.getImageData(0, 0, width, height);
  layer.clearRect(0, 0, width, height);
  layer.drawImage(subject, 0, 0, width, height);
  const matte = layer.getImageData(0, 0, width, height).data;
  const light = new Float32Array(width * height * 3);
  const weights = backgroundWeights(matte, width, height);
  for (let i = 0; i < weights.length; i++)
    for (let c = 0; c < 3; c++) light[i * 3 + c] = weights[i]! * LIGHT[picture.data[i * 4 + c]!]!;
  if (weights.some((weight) => weight > 0)) fillUnknown({ width, height, values: light, weights });
  boxBlur(light, width, height, sigma * scale);
  for (let i = 0, p = 0; i < light.length; i += 3, p += 4) {
    for (let c = 0; c < 3; c++) picture.data[p + c] = levelOf(Math.min(1, light[i + c]!));
    picture.data[p + 3] = 255;
  }
  layer.putImageData(picture, 0, 0);
  return layer.canvas;
}

/** 1 where the background shows, 0 on the subject and a pixel around it: what mattes leave there would smear. */
function backgroundWeights(matte: Uint8ClampedArray, width: number, height: number): Float32Array {
  const weights = new Float32Array(width * height).fill(1);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if (matte[(y * width + x) * 4 + 3]! <= SUBJECT) continue;
      for (let v = Math.max(0, y - 1); v <= Math.min(height - 1, y + 1); v++)
        weights.fill(0, v * width + Math.max(0, x - 1), v * width + Math.min(width, x + 2));
    }
  }
  return weights;
}
