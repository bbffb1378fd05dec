import type { Size } from "../../image/raster.ts";
import { centersOf } from "./quadratic.ts";
import type { Surface } from "./surface.ts";
import type { View } from "./view.ts";

/**
 * What a pixel's color says by itself: the backdrop, a darker one of the same hue (a shadow, or gray), mostly a backdrop of
 * strong color (its shadow with a little of something else in it), or something else.
 */
export const PLAIN = 1;
export const SHADE = 2;
export const DISTINCT = 3;
const TINTED = 4;

/** What each pixel of the view shows, measured against the backdrop. */
export interface Evidence extends Size {
  /** Color minus the backdrop's, three values a pixel, in levels. */
  difference: Float32Array;
  /** The length of that. */
  contrast: Float32Array;
  /** `PLAIN`, `SHADE`, `TINTED` or `DISTINCT`. */
  kind: Uint8Array;
  /** Whether the backdrop's color is so strong that nothing else has it by chance. */
  strong: boolean;
  /** How much darker shade is than the backdrop there, as a part of it; 0 elsewhere. */
  darkness: Float32Array;
  /** Noise of the view, standard deviation in levels. */
  noise: number;
}

/**
 * Distances in levels beside three standard deviations of noise: in brightness and tint of what is still plain, and in hue of
 * what is still shade. JPEG is coarser in tint than in brightness.
 */
const PLAIN_LEVELS = 0.5;
const TINT_LEVELS = 5;
const HUE_LEVELS = 3;
/** JPEG's chroma blocks shift the hue of a shadow by this part of what it darkens. */
const HUE_SHARE = 0.04;
/** Darker than this part of the backdrop is no shadow, unless the backdrop is nearly black (squared length): there, all is dark. */
const DARKEST = 0.2;
const BLACKISH = 3 * 40 ** 2;

export function evidenceOf({ width, height, rgb }: View, surface: Surface, noise: number): Evidence {
  const difference = new Float32Array(3 * width * height);
  const contrast = new Float32Array(width * height);
  const kind = new Uint8Array(width * height);
  const darkness = new Float32Array(width * height);
  const plain = PLAIN_LEVELS + 3 * noise;
  const tinted = TINT_LEVELS + 3 * noise;
  const [reds, greens, blues] = surface.channels;
  const columns = centersOf(width);
  const rows = centersOf(height);
  const strong = squareOf(chromaOf(reds.at(0, 0), greens.at(0, 0), blues.at(0, 0))) >= STRONG;
  for (let y = 0, i = 0; y < height; y++) {
    const [red, redSlope, redCurve] = reds.atRow(rows[y]!);
    const [green, greenSlope, greenCurve] = greens.atRow(rows[y]!);
    const [blue, blueSlope, blueCurve] = blues.atRow(rows[y]!);
    for (let column = 0; column < width; column++, i++) {
      const x = columns[column]!;
      const r = Math.fround(red + x * (redSlope + x * redCurve));
      const g = Math.fround(green + x * (greenSlope + x * greenCurve));
      const b = Math.fround(blue + x * (blueSlope + x * blueCurve));
      const p = 3 * i;
      const dr = rgb[p]! - r;
      const dg = rgb[p + 1]! - g;
      const db = rgb[p + 2]! - b;
      difference[p] = dr;
      difference[p + 1] = dg;
      difference[p + 2] = db;
      contrast[i] = Math.sqrt(dr * dr + dg * dg + db * db);
      const luma = 0.299 * dr + 0.587 * dg + 0.114 * db;
      if (Math.abs(luma) <= plain && largest(dr - luma, dg - luma, db - luma) <= tinted) {
        kind[i] = PLAIN;
        continue;
      }
      kind[i] = DISTINCT;
      if (strong && isTinted(chromaOf(rgb[p]!, rgb[p + 1]!, rgb[p + 2]!), chromaOf(r, g, b)))
        kind[i] = TINTED;
      const square = r * r + g * g + b * b;
      const darker = (dr * r + dg * g + db * b) / (square + 1);
      if (darker >= 0 || (darker < DARKEST - 1 && square >= BLACKISH)) continue;
      const off = largest(dr - darker * r, dg - darker * g, db - darker * b);
      if (off > HUE_LEVELS + 3 * noise - HUE_SHARE * 255 * darker) continue;
      kind[i] = SHADE;
      darkness[i] = -darker;
    }
  }
  return { width, height, difference, contrast, kind, strong, darkness, noise };
}

function largest(red: number, green: number, blue: number): number {
  return Math.max(Math.abs(red), Math.abs(green), Math.abs(blue));
}

/**
 * Squared strength, in levels, of a color that nothing has by chance; the part of it that shows in what is mostly backdrop, how much
 * stronger (squared) that may be, and the cosine of its hue.
 */
const STRONG = 60 ** 2;
const MOSTLY = 0.5;
const STRONGER = 1.3;
const SAME_HUE = 0.9;

/** Whether a pixel's color without its gray is most of the backdrop's without its gray. */
function isTinted(color: Chroma, backdrop: Chroma): boolean {
  const product = color[0] * backdrop[0] + color[1] * backdrop[1] + color[2] * backdrop[2];
  const strength = squareOf(backdrop);
  const square = squareOf(color);
  return (
    product >= MOSTLY * strength &&
    square <= STRONGER * strength &&
    product ** 2 >= SAME_HUE ** 2 * strength * square
  );
}

type Chroma = readonly [red: number, green: number, blue: number];

function chromaOf(red: number, green: number, blue: number): Chroma {
  const gray = (red + green + blue) / 3;
  return [red - gray, green - gray, blue - gray];
}

function squareOf([red, green, blue]: Chroma): number {
  return red * red + green * green + blue * blue;
}

/** The product of two pixels' differences from the backdrop: of their contrasts, times the cosine between their directions. */
export function productOf({ difference }: Evidence, i: number, j: number): number {
  const p = 3 * i;
  const q = 3 * j;
  return (
    difference[p]! * difference[q]! +
    difference[p + 1]! * difference[q + 1]! +
    difference[p + 2]! * difference[q + 2]!
  );
}

/**
 * Whether another pixel's color lies on the line from the backdrop to this one's, or this one is too near to the backdrop to have a
 * direction: then the product of their differences is at least this, times the other's contrast.
 */
export function leastAlike(evidence: Evidence, i: number): number {
  return isFaint(evidence, i) ? -1e6 : ALIKE * evidence.contrast[i]!;
}

/** Whether a pixel's color is too near to the backdrop to have a direction. */
export function isFaint({ contrast, noise }: Evidence, i: number): boolean {
  return contrast[i]! < FAINT + 9 * noise;
}

/** Contrast in levels, beside nine standard deviations of noise, below which a color is faint; and a cosine. */
const FAINT = 6;
const ALIKE = 0.95;
