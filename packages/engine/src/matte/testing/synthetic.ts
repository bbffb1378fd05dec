import type { Mask, Raster, RgbRaster } from "../../image/raster.ts";
import type { LowResolutionMatte } from "../find-matte.ts";

/** Scenes for tests: a picture mixed from two known pictures by a known alpha. */
export interface Scene {
  photo: Raster;
  /** 0…1 a pixel. */
  alpha: Float32Array;
}

type Rgb = readonly [number, number, number];
type Painter = (x: number, y: number) => Rgb;

/** @param alphaAt 0…1 at a point, in pixels; sampled 4 × 4 times a pixel */
export function mix(
  width: number,
  height: number,
  {
    alphaAt,
    subject,
    background,
  }: { alphaAt: (x: number, y: number) => number; subject: Painter; background: Painter },
): Scene {
  const data = new Uint8Array(4 * width * height);
  const alpha = new Float32Array(width * height);
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i++) {
      for (let k = 0; k < 16; k++) {
        alpha[i] = alpha[i]! + alphaAt(x + ((k & 3) + 0.5) / 4, y + ((k >> 2) + 0.5) / 4) / 16;
      }
      const f = subject(x, y);
      const b = background(x, y);
      const pixel = f.map((value, c) => Math.round(value * alpha[i]! + b[c]! * (1 - alpha[i]!)));
      data.set([...pixel, 255], 4 * i);
    }
  }
  return { photo: { width, height, data }, alpha };
}

/** What a model that blurs makes of a scene: the true alpha under a triangle filter, two photo pixels a mask pixel. */
export function blurredMatte({ photo, alpha }: Scene, blur = 3): LowResolutionMatte {
  const width = photo.width / 2;
  const height = photo.height / 2;
  const mask: Mask = { width, height, data: new Uint8Array(width * height) };
  const guide: RgbRaster = { width, height, data: new Uint8Array(3 * width * height) };
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i++) {
      mask.data[i] = Math.round(255 * average(alpha, photo, 2 * x + 0.5, 2 * y + 0.5, blur));
      for (let c = 0; c < 3; c++) {
        let sum = 0;
        for (let k = 0; k < 4; k++)
          sum += photo.data[4 * ((2 * y + (k >> 1)) * photo.width + 2 * x + (k & 1)) + c]!;
        guide.data[3 * i + c] = Math.round(sum / 4);
      }
    }
  }
  return { mask, guide, region: { left: 0, top: 0, width: photo.width, height: photo.height } };
}

function average(
  values: Float32Array,
  { width, height }: { width: number; height: number },
  centerX: number,
  centerY: number,
  reach: number,
): number {
  let sum = 0;
  let weights = 0;
  for (let y = Math.ceil(centerY - reach); y <= centerY + reach; y++) {
    for (let x = Math.ceil(centerX - reach); x <= centerX + reach; x++) {
      const weight = (reach + 0.5 - Math.abs(x - centerX)) * (reach + 0.5 - Math.abs(y - centerY));
      const column = Math.min(width - 1, Math.max(0, x));
      sum += weight * values[Math.min(height - 1, Math.max(0, y)) * width + column]!;
      weights += weight;
    }
  }
  return sum / weights;
}

/** Mean absolute difference of a cutout's alpha from the truth, 0…1. */
export function alphaError({ data }: Raster, alpha: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < alpha.length; i++) sum += Math.abs(data[4 * i + 3]! / 255 - alpha[i]!);
  return sum / alpha.length;
}
