import type { Mask, RgbRaster, Size } from "../../image/raster.ts";

/** What the analysis works on: the whole photo and the model's opinion of it, in at most `SIDE` pixels a side. */
export interface View extends Size {
  /** Three values a pixel, 0…255. */
  rgb: Float32Array;
  /** The model's mask, 0…255. */
  prior: Uint8Array;
}

const SIDE = +(process.env.SIDE ?? 640);

/** Averages of blocks of the look at the whole frame. */
export function viewOf(guide: RgbRaster, mask: Mask): View {
  const step = Math.ceil(Math.max(guide.width, guide.height) / SIDE);
  const width = Math.floor(guide.width / step);
  const height = Math.floor(guide.height / step);
  const rgb = new Float32Array(3 * width * height);
  const prior = new Uint8Array(width * height);
  const share = 1 / step ** 2;
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i++) {
      let [red, green, blue, sum] = [0, 0, 0, 0];
      for (let dy = 0; dy < step; dy++) {
        let from = (y * step + dy) * guide.width + x * step;
        for (let dx = 0; dx < step; dx++, from++) {
          red += guide.data[3 * from]!;
          green += guide.data[3 * from + 1]!;
          blue += guide.data[3 * from + 2]!;
          sum += mask.data[from]!;
        }
      }
      rgb[3 * i] = red * share;
      rgb[3 * i + 1] = green * share;
      rgb[3 * i + 2] = blue * share;
      prior[i] = sum * share;
    }
  }
  return { width, height, rgb, prior };
}
