import { DISTINCT, type Evidence, PLAIN } from "./evidence.ts";
import { Flood } from "./flood.ts";
import type { View } from "./view.ts";

/** What a pixel of the view belongs to. */
export const SUBJECT = 0;
export const OUTSIDE = 1;
export const HOLE = 2;
export const MIRRORED = 3;
export const SPECK = 4;

/** Prior from which on the model's word counts against a color that is the backdrop's. */
const SURE = 200;
const LIKELY = 128;

/** Step between neighbors, in levels beside three standard deviations of noise, that may lie within a shadow. */
export const SOFT_STEP = 6;

export function softStep(evidence: Evidence): (from: number, to: number) => boolean {
  const { difference } = evidence;
  const limit = SOFT_STEP + 3 * evidence.noise;
  return (from, to) =>
    Math.abs(difference[3 * from]! - difference[3 * to]!) <= limit &&
    Math.abs(difference[3 * from + 1]! - difference[3 * to + 1]!) <= limit &&
    Math.abs(difference[3 * from + 2]! - difference[3 * to + 2]!) <= limit;
}

/** The backdrop with its shadows, as far as it can be reached from the frame. */
export function findOutside(view: View, evidence: Evidence, flood: Flood): Uint8Array {
  const { width, height, prior } = view;
  const { kind } = evidence;
  const marks = new Uint8Array(width * height);
  const soft = softStep(evidence);
  const seeds: number[] = [];
  const seed = (i: number) => {
    if (kind[i] === PLAIN && prior[i]! < LIKELY) seeds.push(i);
  };
  for (let x = 0; x < width; x++) {
    seed(x);
    seed((height - 1) * width + x);
  }
  for (let y = 0; y < height; y++) {
    seed(y * width);
    seed(y * width + width - 1);
  }
  flood.run(seeds, marks, OUTSIDE, (from, to) => {
    if (kind[to] === DISTINCT) return false;
    if (kind[to] === PLAIN) return prior[to]! < SURE;
    return prior[to]! < LIKELY && soft(from, to);
  });
  return marks;
}
