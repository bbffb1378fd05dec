import { cacheRows, type Rows } from "../image/interpolation.ts";

/**
 * A Gaussian blur, separably, with a kernel of three standard deviations to each side; border values repeat. Takes memory
 * for as many rows as the kernel is high.
 */
export function gaussianBlur(source: Rows, sigma: number): Rows {
  const { width, height, channels } = source;
  const kernel = gaussianKernel(sigma);
  const reach = kernel.length - 1;
  const border = reach * channels;
  const padded = new Float32Array(width * channels + 2 * border);
  const line = padded.subarray(border, padded.length - border);
  const blurredLine = cacheRows(
    {
      ...source,
      make(row, into) {
        source.make(row, line);
        repeatBorders(padded, border, channels);
        convolve(padded, kernel, channels, into);
      },
    },
    2 * reach + 1,
  );
  const make = (y: number, into: Float32Array) => {
    into.fill(0);
    for (let j = -reach; j <= reach; j++) {
      const values = blurredLine(Math.min(height - 1, Math.max(0, y + j)));
      const weight = kernel[Math.abs(j)]!;
      for (let i = 0; i < into.length; i++) into[i]! += weight * values[i]!;
    }
  };
  return { width, height, channels, make };
}

/** The middle and one side of a kernel whose whole sum is 1. */
function gaussianKernel(sigma: number): Float32Array {
  if (sigma === 0) return Float32Array.of(1);
  const side = Float32Array.from({ length: Math.ceil(3 * sigma) + 1 }, (_, x) =>
    Math.exp(-0.5 * (x / sigma) ** 2),
  );
  const sum = side.reduce((total, weight) => total + 2 * weight, -1);
  return side.map((weight) => weight / sum);
}

function repeatBorders(padded: Float32Array, border: number, channels: number): void {
  const end = padded.length - border;
  for (let i = 0; i < border; i++) {
    padded[i] = padded[border + (i % channels)]!;
    padded[end + i] = padded[end - channels + (i % channels)]!;
  }
}

function convolve(padded: Float32Array, kernel: Float32Array, channels: number, into: Float32Array): void {
  const border = (kernel.length - 1) * channels;
  for (let i = 0, center = border; i < into.length; i++, center++) {
    let sum = kernel[0]! * padded[center]!;
    for (let j = 1, step = channels; step <= border; j++, step += channels)
      sum += kernel[j]! * (padded[center - step]! + padded[center + step]!);
    into[i] = sum;
  }
}
