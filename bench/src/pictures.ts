import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import sharp from "sharp";

const require = createRequire(import.meta.url);
const PHOTO = join(dirname(require.resolve("@remove-background-ai/rembg.js")), "..", "example", "input.jpg");

export interface Picture {
  megapixels: number;
  width: number;
  height: number;
  jpeg: Buffer;
}

/**
 * A real photo at the wanted size, as JPEG. Enlarged pictures get sensor-like noise, since codecs would otherwise be timed
 * on pictures smoother than any camera's. `variant` shifts the noise, so that no cache knows the picture.
 */
export async function picture(megapixels: number, variant = 0): Promise<Picture> {
  const { width = 1, height = 1 } = await sharp(PHOTO).metadata();
  const scale = Math.sqrt((megapixels * 1e6) / (width * height));
  // The engine takes 10 000 px a side; the largest picture is nearly square.
  const tall = Math.min(10_000, Math.round(height * scale));
  const size = { width: Math.round((megapixels * 1e6) / tall), height: tall };
  const enlarged = await sharp(PHOTO)
    .resize({ ...size, fit: "fill", kernel: "lanczos3" })
    .raw()
    .toBuffer();
  addNoise(enlarged, variant);
  const jpeg = await sharp(enlarged, { raw: { ...size, channels: 3 } })
    .jpeg({ quality: 90 })
    .toBuffer();
  return { megapixels, ...size, jpeg };
}

/** Standard deviation of the noise in 8-bit levels: a camera at moderate sensitivity. */
const NOISE = 1.6;

function addNoise(pixels: Uint8Array, seed: number): void {
  let state = (seed + 1) * 2_654_435_761;
  for (let i = 0; i < pixels.length; i++) {
    // The sum of two bytes of a linear congruential generator: triangular, near enough to Gaussian here.
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    const triangular = ((state >>> 24) + ((state >>> 16) & 255) - 255) / 104;
    pixels[i] = Math.min(255, Math.max(0, Math.round(pixels[i]! + NOISE * triangular)));
  }
}
