import sharp from "sharp";
import { DRAWINGS, type Drawing } from "./drawings.ts";
import { PACKSHOTS } from "./packshots.ts";
import { type Random, random } from "./random.ts";
import type { Scene } from "./scene.ts";

interface Size {
  width: number;
  height: number;
}

const WIDTH = 1200;
const HEIGHT = 900;
/** Samples a pixel on each side: alpha is the share of them that the subject covers. */
const SUPERSAMPLING = 3;
/** Blur of the lens in pixels: no photo has edges of a single pixel. */
const LENS_SIGMA = 0.6;
const NOISE = 1.6;

/** Scenes that the project draws itself, the same on every machine: hard edges, holes, hair, thin parts, glass, defocus, packshots. */
export function generateScenes(): Promise<Scene[]> {
  return Promise.all([...DRAWINGS, ...PACKSHOTS].map((drawing, i) => render(drawing, random(i + 1))));
}

async function render(
  { name, subject, background, defocus = 0, noise = NOISE }: Drawing,
  next: Random,
): Promise<Scene> {
  const size = { width: WIDTH, height: HEIGHT };
  const blur = Math.hypot(LENS_SIGMA, defocus);
  const front = await draw(subject(next), size, blur);
  const back = await sharp(Buffer.from(document(background(next), size, 1)))
    .blur(9)
    .removeAlpha()
    .raw()
    .toBuffer();
  const count = WIDTH * HEIGHT;
  const alpha = new Uint8Array(count);
  const foreground = new Uint8Array(3 * count);
  const picture = new Uint8ClampedArray(3 * count);
  for (let i = 0; i < count; i++) {
    const coverage = front[4 * i + 3]! / 65535;
    alpha[i] = Math.round(255 * coverage);
    for (let c = 0; c < 3; c++) {
      const mixed = front[4 * i + c]! / 257;
      foreground[3 * i + c] = coverage > 0 ? Math.min(255, Math.round(mixed / coverage)) : 0;
      picture[3 * i + c] = mixed + (1 - coverage) * back[3 * i + c]! + noise * (next() + next() - 1) * 2.45;
    }
  }
  const raw = { ...size, channels: 3 } as const;
  const jpeg = await sharp(Buffer.from(picture.buffer), { raw }).jpeg({ quality: 92 }).toBuffer();
  return { name, ...size, jpeg, alpha, foreground };
}

/** Premultiplied RGBA, 16 bits a channel. */
async function draw(svg: string, size: Size, sigma: number): Promise<Uint16Array> {
  const { data, info } = await sharp(Buffer.from(document(svg, size, SUPERSAMPLING)), { unlimited: true })
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return blurred(boxAverage(data, info, size), size, sigma);
}

function document(svg: string, { width, height }: Size, scale: number): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}"
    width="${width * scale}" height="${height * scale}">${svg}</svg>`;
}

/** Averages the samples of each pixel, colors weighed by alpha. */
function boxAverage(samples: Uint8Array, from: Size, to: Size): Uint16Array {
  const average = new Uint16Array(4 * to.width * to.height);
  const scale = 257 / SUPERSAMPLING ** 2;
  const sum = new Float64Array(4);
  for (let y = 0; y < to.height; y++) {
    for (let x = 0; x < to.width; x++) {
      sum.fill(0);
      for (let dy = 0; dy < SUPERSAMPLING; dy++) {
        let p = 4 * ((y * SUPERSAMPLING + dy) * from.width + x * SUPERSAMPLING);
        for (let dx = 0; dx < SUPERSAMPLING; dx++, p += 4) {
          const alpha = samples[p + 3]!;
          for (let c = 0; c < 3; c++) sum[c]! += (samples[p + c]! * alpha) / 255;
          sum[3]! += alpha;
        }
      }
      for (let c = 0; c < 4; c++) average[4 * (y * to.width + x) + c] = sum[c]! * scale;
    }
  }
  return average;
}

/** Gaussian blur of premultiplied pixels, border pixels repeated. */
function blurred(pixels: Uint16Array, { width, height }: Size, sigma: number): Uint16Array {
  const radius = Math.ceil(3 * sigma);
  const weights = Array.from({ length: 2 * radius + 1 }, (_, i) =>
    Math.exp(-((i - radius) ** 2) / (2 * sigma ** 2)),
  );
  const total = weights.reduce((a, b) => a + b);
  const pass = (source: Uint16Array, length: number, step: number, lines: number, lineStep: number) => {
    const result = new Uint16Array(source.length);
    for (let line = 0; line < lines; line++) {
      for (let i = 0; i < length; i++) {
        for (let c = 0; c < 4; c++) {
          let sum = 0;
          for (let k = -radius; k <= radius; k++) {
            const at = Math.min(length - 1, Math.max(0, i + k));
            sum += weights[k + radius]! * source[line * lineStep + at * step + c]!;
          }
          result[line * lineStep + i * step + c] = sum / total + 0.5;
        }
      }
    }
    return result;
  };
  const rows = pass(pixels, width, 4, height, 4 * width);
  return pass(rows, height, 4 * width, width, 4);
}
