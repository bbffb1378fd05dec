import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import type { Raster } from "../raster.ts";

/** A color as the four values of a pixel. */
export type Pixel = readonly [red: number, green: number, blue: number, alpha: number];

/** Numbers 0…1 that are the same in every run (mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Makes a raster pixel by pixel. */
export function paint(width: number, height: number, pixelAt: (x: number, y: number) => Pixel): Raster {
  const data = new Uint8Array(width * height * 4);
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i += 4) data.set(pixelAt(x, y), i);
  }
  return { width, height, data };
}

/** A disc of one color with an antialiased edge; where alpha is 0, so is the color. */
export function disc(size: number, radius: number, [red, green, blue]: Pixel, center = size / 2): Raster {
  return paint(size, size, (x, y) => {
    const inside = radius + 0.5 - Math.hypot(x + 0.5 - center, y + 0.5 - center);
    const alpha = Math.round(255 * Math.min(1, Math.max(0, inside)));
    return alpha === 0 ? [0, 0, 0, 0] : [red, green, blue, alpha];
  });
}

export function pixelOf({ data, width }: Raster, x: number, y: number): number[] {
  return [...data.subarray((y * width + x) * 4, (y * width + x) * 4 + 4)];
}

/** The middle of the picture's alpha, in pixels from its corner. */
export function centroid({ data, width, height }: Raster): { x: number; y: number } {
  let x = 0;
  let y = 0;
  let sum = 0;
  for (let i = 0; i < width * height; i++) {
    const alpha = data[i * 4 + 3]!;
    x += alpha * ((i % width) + 0.5);
    y += alpha * (Math.floor(i / width) + 0.5);
    sum += alpha;
  }
  return { x: x / sum, y: y / sum };
}

/** A real photo: a progressive JPEG of 405 × 608 pixels with a color profile. */
export function photo(): Buffer {
  const { resolve } = createRequire(import.meta.url);
  return readFileSync(
    join(dirname(resolve("@remove-background-ai/rembg.js/package.json")), "example/input.jpg"),
  );
}
