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
  const shifted = (steps: number) => padded.subarray(border + steps * channels);
  const blurredLine = cacheRows(
    {
      ...source,
      make(row, into) {
        source.make(row, line);
        repeatBorders(padded, border, channels);
        weigh(kernel, shifted, into);
      },
    },
    2 * reach + 1,
  );
  const make = (y: number, into: Float32Array) =>
    weigh(kernel, (steps) => blurredLine(Math.min(height - 1, Math.max(0, y + steps))), into);
  return { width, height, channels, make };
}

/** The middle and one side of a kernel whose whole sum is 1. */
function gaussianKernel(sigma: number): Float32Array {
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

/** The weighted sum of arrays that are shifted by −reach … reach; two distances at a time, to store half as often. */
function weigh(kernel: Float32Array, shifted: (steps: number) => Float32Array, into: Float32Array): void {
  const middle = shifted(0);
  const weight = kernel[0]!;
  for (let i = 0; i < into.length; i++) into[i] = weight * middle[i]!;
  for (let j = 1; j < kernel.length; j += 2) {
    const last = j + 1 < kernel.length;
    const w1 = kernel[j]!;
    const w2 = last ? kernel[j + 1]! : 0;
    const [a1, b1] = [shifted(-j), shifted(j)];
    const [a2, b2] = last ? [shifted(-j - 1), shifted(j + 1)] : [middle, middle];
    for (let i = 0; i < into.length; i++) into[i]! += w1 * (a1[i]! + b1[i]!) + w2 * (a2[i]! + b2[i]!);
  }
}
