import type { Size } from "../../image/raster.ts";
import type { Surface } from "./surface.ts";
import type { View } from "./view.ts";

/** What a pixel's color says by itself. */
export const PLAIN = 1;
/** Darker than the backdrop, of the same hue: a shadow, or gray. */
export const SHADE = 2;
export const DISTINCT = 3;

/** What each pixel of the view shows, measured against the backdrop. */
export interface Evidence extends Size {
  /** Color minus the backdrop's, three values a pixel, in levels. */
  difference: Float32Array;
  /** `PLAIN`, `SHADE` or `DISTINCT`. */
  kind: Uint8Array;
  /** How bright the pixel is as a part of the backdrop there; 1 where plain. */
  shade: Float32Array;
  /** Noise of the view, standard deviation in levels. */
  noise: number;
}

/** Distances in levels that still count as the backdrop, and as its hue, beside three standard deviations of noise. */
const PLAIN_LEVELS = 1.2;
const HUE_LEVELS = 3;
const TINT_LEVELS = 5;
/** JPEG's coarse chroma shifts the hue of a shadow by this part of what it darkens. */
const HUE_SHARE = 0.04;
/** Darker than this part of the backdrop is no shadow. */
const DARKEST = 0.2;
/** Squared length of a backdrop color on which no shadow can be seen. */
const DARK = 3 * 40 ** 2;

export function evidenceOf(view: View, surface: Surface, noise: number): Evidence {
  const { width, height, rgb } = view;
  const difference = new Float32Array(3 * width * height);
  const kind = new Uint8Array(width * height);
  const shade = new Float32Array(width * height).fill(1);
  const plain = PLAIN_LEVELS + 3 * noise;
  const tinted = TINT_LEVELS + 3 * noise;
  const hue = HUE_LEVELS + 3 * noise;
  const [red, green, blue] = surface.channels.map((channel) => channel.rowsOf(width, height));
  for (let y = 0, i = 0; y < height; y++) {
    const [r, g, b] = [red!(y), green!(y), blue!(y)];
    for (let x = 0; x < width; x++, i++) {
      const p = 3 * i;
      const dr = rgb[p]! - r[x]!;
      const dg = rgb[p + 1]! - g[x]!;
      const db = rgb[p + 2]! - b[x]!;
      difference[p] = dr;
      difference[p + 1] = dg;
      difference[p + 2] = db;
      const luma = 0.299 * dr + 0.587 * dg + 0.114 * db;
      const tint = Math.max(Math.abs(dr - luma), Math.abs(dg - luma), Math.abs(db - luma));
      if (Math.abs(luma) <= plain && tint <= tinted) {
        kind[i] = PLAIN;
        continue;
      }
      const square = r[x]! ** 2 + g[x]! ** 2 + b[x]! ** 2;
      const k = 1 + (dr * r[x]! + dg * g[x]! + db * b[x]!) / (square + 1);
      const off = Math.max(
        Math.abs(dr - (k - 1) * r[x]!),
        Math.abs(dg - (k - 1) * g[x]!),
        Math.abs(db - (k - 1) * b[x]!),
      );
      const shady = square > DARK && k < 1 && k > DARKEST && off <= hue + HUE_SHARE * (1 - k) * 255;
      kind[i] = shady ? SHADE : DISTINCT;
      if (shady) shade[i] = k;
    }
  }
  return { width, height, difference, kind, shade, noise };
}
