import type { RgbRaster } from "../image/raster.ts";
import type { Size } from "./model-input.ts";

/**
 * Enlarges by bilinear interpolation with pixel centres at half-integers, so that nothing shifts: the centre of output
 * pixel `i` lies at `(i + 0.5) * input / output - 0.5`. Sides that fit already are left alone.
 */
export function enlarge(picture: RgbRaster, { width, height }: Size): RgbRaster {
  if (picture.width === width && picture.height === height) return picture;
  const columns = taps(picture.width, width, 3);
  const rows = taps(picture.height, height, picture.width * 3);
  const { data: source } = picture;
  const data = new Uint8Array(width * height * 3);
  for (let y = 0, p = 0; y < height; y++) {
    const above = rows.first[y]!;
    const below = rows.second[y]!;
    const fy = rows.fraction[y]!;
    for (let x = 0; x < width; x++) {
      const left = columns.first[x]!;
      const right = columns.second[x]!;
      const fx = columns.fraction[x]!;
      for (let c = 0; c < 3; c++, p++) {
        const upper = source[above + left + c]! * (1 - fx) + source[above + right + c]! * fx;
        const lower = source[below + left + c]! * (1 - fx) + source[below + right + c]! * fx;
        data[p] = upper * (1 - fy) + lower * fy + 0.5;
      }
    }
  }
  return { width, height, data };
}

/** For each output position the offsets of its two input samples and the weight of the second. */
function taps(input: number, output: number, stride: number) {
  const first = new Int32Array(output);
  const second = new Int32Array(output);
  const fraction = new Float32Array(output);
  for (let i = 0; i < output; i++) {
    const position = Math.min(input - 1, Math.max(0, ((i + 0.5) * input) / output - 0.5));
    const index = Math.floor(position);
    first[i] = index * stride;
    second[i] = Math.min(index + 1, input - 1) * stride;
    fraction[i] = position - index;
  }
  return { first, second, fraction };
}
