import { type Evidence, isFaint, leastAlike, productOf } from "./evidence.ts";
import { SUBJECT } from "./regions.ts";

/** A gap's contrast is below this part of its strands', which are no farther than so many view pixels. */
const PALER = 0.8;
const APART = 3;
/** Prior of a pixel that may be one: the model hesitates before hair and fur, not before a pattern. */
const LEAST_PRIOR = 40;
const MOST_PRIOR = 235;

/** The four lines through a pixel. */
const LINES = [
  [1, 0],
  [0, 1],
  [1, 1],
  [1, -1],
] as const;

/** Whether a pixel of the subject lies between strands of hair or fur, spokes or twigs, so that the backdrop may shine through. */
export function isBetweenStrands(
  prior: Uint8Array,
  evidence: Evidence,
  marks: Uint8Array,
  i: number,
): boolean {
  if (prior[i]! < LEAST_PRIOR || prior[i]! > MOST_PRIOR) return false;
  const { width, height, contrast } = evidence;
  if (isFaint(evidence, i)) return false;
  const least = leastAlike(evidence, i);
  const x = i % width;
  const y = (i - x) / width;
  const isStrand = (u: number, v: number) => {
    if (u < 0 || v < 0 || u >= width || v >= height) return false;
    const j = v * width + u;
    if (PALER * contrast[j]! <= contrast[i]! || marks[j] !== SUBJECT) return false;
    return productOf(evidence, i, j) >= least * contrast[j]!;
  };
  return LINES.some(([dx, dy]) => {
    const hasStrand = (side: number) => {
      for (let k = 1; k <= APART; k++) if (isStrand(x + side * k * dx, y + side * k * dy)) return true;
      return false;
    };
    return hasStrand(1) && hasStrand(-1);
  });
}
