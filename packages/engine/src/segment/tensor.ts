import type { RgbRaster } from "../image/raster.ts";
import type { ModelSpec } from "../models/catalog.ts";

/**
 * RGB bytes → float32 NCHW, `(value − mean) / deviation` a channel.
 * @param into the `3 * width * height` values, written over: fresh memory takes twice as long
 */
export function toTensorData(
  { width, height, data }: RgbRaster,
  { mean, deviation }: Pick<ModelSpec, "mean" | "deviation">,
  into = new Float32Array(3 * width * height),
): Float32Array {
  const [red, green, blue] = deviation.map((value) => 1 / value) as [number, number, number];
  const [redShift, greenShift, blueShift] = [-mean[0] * red, -mean[1] * green, -mean[2] * blue];
  const plane = width * height;
  for (let i = 0, p = 0; i < plane; i++, p += 3) {
    into[i] = data[p]! * red + redShift;
    into[plane + i] = data[p + 1]! * green + greenShift;
    into[2 * plane + i] = data[p + 2]! * blue + blueShift;
  }
  return into;
}

/** Model output → mask bytes 0…255. */
export function toMask(values: Float32Array, { activation, stretch }: ModelSpec["output"]): Uint8Array {
  const probability = activation === "sigmoid" ? values.map((value) => 1 / (1 + Math.exp(-value))) : values;
  const [low, high] = stretch ? rangeOf(probability) : [0, 1];
  // A constant output has no range to stretch: it is taken as it is.
  const [shift, scale] = high > low ? [low, 255 / (high - low)] : [0, 255];
  // A clamped array rounds and limits by itself.
  const mask = new Uint8ClampedArray(probability.length);
  for (let i = 0; i < mask.length; i++) mask[i] = (probability[i]! - shift) * scale;
  return new Uint8Array(mask.buffer);
}

function rangeOf(values: Float32Array): [low: number, high: number] {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const value of values) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return [low, high];
}
