import { type Evidence, PLAIN } from "./evidence.ts";
import { OUTSIDE } from "./regions.ts";
import type { View } from "./view.ts";

/** A region of the backdrop's colors within the subject, in numbers. */
export interface Enclosed {
  /** Shares of plain backdrop (the rest is shade) and of white that is blown out, 0…1. */
  plain: number;
  blownOut: number;
  /** View pixels that are plain and away from the region's edge. */
  core: number;
  /** How far the core's mean color is from the backdrop, in levels: the channel with the largest distance. */
  offset: number;
  /** Mean darkness of its shade, 0…1. */
  darkness: number;
  /** Part of its outline, 0…1, beyond which the backdrop outside begins: nothing but the model's word closes it there. */
  open: number;
  /** The model's mean value inside and on what surrounds the region, 0…1. */
  inside: number;
  around: number;
}

const STEPS = [
  [1, 0],
  [-1, 0],
  [0, 1],
  [0, -1],
] as const;
const BLOWN_OUT = 252.5;
/** View pixels from a region's edge in which its surroundings are asked for: an outline itself is mixed with what it encloses. */
const SURROUNDINGS = 6;
/** Area from which on only what is two pixels from the edge counts as a region's core. */
const LARGE = 400;

/**
 * @param marks of what is known to lie outside
 * @param owner the same number for all of the region's pixels, another elsewhere
 */
export function describe(
  region: Int32Array,
  marks: Uint8Array,
  owner: Int32Array,
  view: View,
  evidence: Evidence,
): Enclosed {
  const { width, height, prior, rgb } = view;
  const { kind, difference } = evidence;
  const reach = region.length > LARGE ? 2 : 1;
  const sums: [number, number, number] = [0, 0, 0];
  let plain = 0;
  let blownOut = 0;
  let core = 0;
  let inside = 0;
  let around = 0;
  let surroundings = 0;
  let open = 0;
  let darkness = 0;
  for (const i of region) {
    inside += prior[i]!;
    darkness += evidence.darkness[i]!;
    if (Math.min(rgb[3 * i]!, rgb[3 * i + 1]!, rgb[3 * i + 2]!) >= BLOWN_OUT) blownOut++;
    let away = kind[i] === PLAIN;
    if (away) plain++;
    const x = i % width;
    const y = (i - x) / width;
    for (const [dx, dy] of STEPS) {
      const [u, v] = [x + dx, y + dy];
      if (u < 0 || v < 0 || u >= width || v >= height) continue;
      const [s, t] = [x + reach * dx, y + reach * dy];
      if (s < 0 || t < 0 || s >= width || t >= height || kind[t * width + s] !== PLAIN) away = false;
      if (owner[v * width + u] === owner[i]) continue;
      surroundings++;
      if (marks[v * width + u] === OUTSIDE) open++;
      around += highestOnTheWay(view, x, y, dx, dy);
    }
    if (!away) continue;
    core++;
    for (let c = 0; c < 3; c++) sums[c]! += difference[3 * i + c]!;
  }
  const area = region.length;
  return {
    plain: plain / area,
    blownOut: blownOut / area,
    core,
    offset: core ? Math.max(...sums.map((sum) => Math.abs(sum / core))) : 0,
    darkness: darkness / area,
    open: surroundings ? open / surroundings : 0,
    inside: inside / area / 255,
    around: surroundings ? around / surroundings / 255 : 0,
  };
}

function highestOnTheWay(
  { width, height, prior }: View,
  x: number,
  y: number,
  dx: number,
  dy: number,
): number {
  let highest = 0;
  for (let k = 1; k <= SURROUNDINGS; k++) {
    const [u, v] = [x + k * dx, y + k * dy];
    if (u < 0 || v < 0 || u >= width || v >= height) break;
    highest = Math.max(highest, prior[v * width + u]!);
  }
  return highest;
}
