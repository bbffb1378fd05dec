import type { RgbRaster, Size } from "@alphacut/engine/portable";

/** Sides of Lanczos's kernel, in samples of the result (the usual `lanczos3`). */
const LOBES = 3;

/** For each sample of the result the first input sample and the weights from there on, which add up to one. */
interface Window {
  first: number;
  weights: Float32Array;
}

/** Reduces to `size`, no side longer than before, with Lanczos's kernel of three lobes widened by the factor. */
export function reduceRgb(picture: RgbRaster, { width, height }: Size): RgbRaster {
  return reduceAcross(reduceDown(picture, height), width);
}

/** Borders are cut off the kernel instead of repeated; libvips does the latter, which differs within three pixels of them. */
function windowsOf(from: number, to: number): Window[] {
  const scale = from / to;
  const reach = LOBES * scale;
  return Array.from({ length: to }, (_, i) => {
    const center = (i + 0.5) * scale;
    const first = Math.max(0, Math.ceil(center - reach - 0.5));
    const last = Math.min(from - 1, Math.floor(center + reach - 0.5));
    const weights = Float32Array.from({ length: last - first + 1 }, (_, k) =>
      lanczos((first + k + 0.5 - center) / scale),
    );
    const sum = weights.reduce((sum, weight) => sum + weight, 0);
    return { first, weights: weights.map((weight) => weight / sum) };
  });
}

/** sinc(x) · sinc(x / 3) within the lobes. */
function lanczos(x: number): number {
  if (x === 0) return 1;
  if (Math.abs(x) >= LOBES) return 0;
  const angle = Math.PI * x;
  return (LOBES * Math.sin(angle) * Math.sin(angle / LOBES)) / angle ** 2;
}

function reduceDown(picture: RgbRaster, height: number): RgbRaster {
  if (picture.height === height) return picture;
  const { width, data: from } = picture;
  const length = 3 * width;
  // A clamped array rounds and limits by itself.
  const data = new Uint8ClampedArray(length * height);
  const sums = new Float32Array(length);
  for (const [y, { first, weights }] of windowsOf(picture.height, height).entries()) {
    sums.fill(0);
    for (let k = 0; k < weights.length; k++) {
      const weight = weights[k]!;
      const row = (first + k) * length;
      for (let i = 0; i < length; i++) sums[i]! += weight * from[row + i]!;
    }
    data.set(sums, y * length);
  }
  return { width, height, data: new Uint8Array(data.buffer) };
}

function reduceAcross(picture: RgbRaster, width: number): RgbRaster {
  if (picture.width === width) return picture;
  const { height, data: from } = picture;
  const data = new Uint8ClampedArray(3 * width * height);
  const windows = windowsOf(picture.width, width);
  for (let y = 0, to = 0; y < height; y++) {
    const row = 3 * y * picture.width;
    for (const { first, weights } of windows) {
      let red = 0;
      let green = 0;
      let blue = 0;
      let at = row + 3 * first;
      for (let k = 0; k < weights.length; k++, at += 3) {
        const weight = weights[k]!;
        red += weight * from[at]!;
        green += weight * from[at + 1]!;
        blue += weight * from[at + 2]!;
      }
      data[to] = red;
      data[to + 1] = green;
      data[to + 2] = blue;
      to += 3;
    }
  }
  return { width, height, data: new Uint8Array(data.buffer) };
}
