import { DISTINCT, type Evidence, PLAIN } from "./evidence.ts";
import type { Flood } from "./flood.ts";
import type { View } from "./view.ts";

/** What a pixel of the view belongs to. All but the subject show the backdrop, or it shows through. */
export const SUBJECT = 0;
export const OUTSIDE = 1;
export const HOLE = 2;
export const REFLECTION = 3;
export const SPECK = 4;
export const GLASS = 5;
export const REMOVED = 6;

/** Prior from which on the model sees the subject, which counts against a shadow; and against a color that is the backdrop's. */
export const LIKELY = 128;
const SURE = 200;
/** Prior up to which the model denies that there is anything. */
export const UNLIKELY = 64;

/**
 * Step between neighbors, in levels beside three standard deviations of noise, that may lie within a shadow; and within what the
 * model denies: close to a thing, its shadow is steep.
 */
const SOFT_STEP = 6;
const STEEPER_STEP = 9;

/** Whether two neighbors are so much alike that no edge lies between them; before a strong color, hue alone tells. */
export function softStep(
  { difference, noise, strong }: Evidence,
  step = SOFT_STEP,
): (from: number, to: number) => boolean {
  if (strong) return () => true;
  const limit = step + 3 * noise;
  return (from, to) =>
    Math.abs(difference[3 * from]! - difference[3 * to]!) <= limit &&
    Math.abs(difference[3 * from + 1]! - difference[3 * to + 1]!) <= limit &&
    Math.abs(difference[3 * from + 2]! - difference[3 * to + 2]!) <= limit;
}

/** Marks the backdrop with its shadows, as far as it can be reached from the frame's border; all else is left as the subject. */
export function findOutside({ width, height, prior }: View, evidence: Evidence, flood: Flood): Uint8Array {
  const { kind } = evidence;
  const soft = softStep(evidence);
  const steeper = softStep(evidence, STEEPER_STEP);
  const seeds: number[] = [];
  const start = (i: number) => {
    if (kind[i] === PLAIN && prior[i]! < LIKELY) seeds.push(i);
  };
  for (let x = 0; x < width; x++) {
    start(x);
    start(width * (height - 1) + x);
  }
  for (let y = 1; y < height - 1; y++) {
    start(width * y);
    start(width * y + width - 1);
  }
  const marks = new Uint8Array(width * height);
  flood.run(seeds, marks, OUTSIDE, (from, to) => {
    if (kind[to] === DISTINCT) return false;
    if (kind[to] === PLAIN) return prior[to]! < SURE;
    return prior[to]! < LIKELY && (prior[to]! < UNLIKELY ? steeper : soft)(from, to);
  });
  return marks;
}
