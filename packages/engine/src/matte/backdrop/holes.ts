import { DISTINCT, type Evidence, PLAIN } from "./evidence.ts";
import type { Flood } from "./flood.ts";
import { HOLE, softStep } from "./regions.ts";
import type { View } from "./view.ts";

/** A region of the backdrop's colors within the subject, in numbers. */
export interface Enclosed {
  /** View pixels, and those of them that are plain backdrop and not shadow, blown out, or plain and away from the region's edge. */
  area: number;
  plain: number;
  blownOut: number;
  core: number;
  /** How far the core's mean color is from the backdrop, in levels: the channel with the largest distance. */
  offset: number;
  /** Mean and standard deviation of the darkness of its shadow, 0…1. */
  darkness: number;
  variation: number;
  /** The model's mean value inside and on what surrounds the region, 0…1. */
  inside: number;
  around: number;
  hole: boolean;
  at: number;
}

/** Less is an edge's own blur; less without any plain backdrop in it, too. */
const SMALLEST = 6;
const SMALLEST_SHADOW = 60;

/**
 * Decides for each region of the backdrop's color that is enclosed by the subject: a hole through which the backdrop shows, or a part
 * of the subject. A hole continues the backdrop exactly; a white belly does not quite. Where both could be, because the backdrop
 * is blown out, the model votes.
 */
export function findHoles(view: View, evidence: Evidence, marks: Uint8Array, flood: Flood): Enclosed[] {
  const { kind, noise } = evidence;
  const soft = softStep(evidence);
  const visited = Uint8Array.from(marks);
  const found: Enclosed[] = [];
  for (let start = 0; start < kind.length; start++) {
    if (visited[start] || kind[start] === DISTINCT) continue;
    const region = flood.run([start], visited, 1, (from, to) => {
      if (kind[to] === DISTINCT) return false;
      return (kind[to] === PLAIN && kind[from] === PLAIN) || soft(from, to);
    });
    if (region.length < SMALLEST) continue;
    const enclosed = describe(region, view, evidence);
    enclosed.hole = isHole(enclosed, noise);
    if (enclosed.hole) for (const i of region) marks[i] = HOLE;
    found.push(enclosed);
  }
  return found;
}

const STEPS = [
  [2, 0],
  [-2, 0],
  [0, 2],
  [0, -2],
] as const;
const BLOWN_OUT = 252.5;

function describe(region: Int32Array, { width, height, prior, rgb }: View, evidence: Evidence): Enclosed {
  const { kind, difference, shade } = evidence;
  let [plain, blownOut, core, inside, around, surroundings, darkness, squares] = [0, 0, 0, 0, 0, 0, 0, 0];
  const sums: [number, number, number] = [0, 0, 0];
  for (const i of region) {
    inside += prior[i]!;
    darkness += 1 - shade[i]!;
    squares += (1 - shade[i]!) ** 2;
    if (Math.min(rgb[3 * i]!, rgb[3 * i + 1]!, rgb[3 * i + 2]!) >= BLOWN_OUT) blownOut++;
    if (kind[i] === PLAIN) plain++;
    let away = kind[i] === PLAIN;
    const x = i % width;
    for (const [dx, dy] of STEPS) {
      const j = i + dx + dy * width;
      if (x + dx < 0 || x + dx >= width || j < 0 || j >= width * height) continue;
      if (kind[j] !== PLAIN) away = false;
      if (kind[j] !== DISTINCT) continue;
      around += prior[j]!;
      surroundings++;
    }
    if (!away) continue;
    core++;
    for (let c = 0; c < 3; c++) sums[c]! += difference[3 * i + c]!;
  }
  const n = region.length;
  return {
    area: n,
    plain: plain / n,
    blownOut: blownOut / n,
    core,
    offset: core ? Math.max(...sums.map((sum) => Math.abs(sum / core))) : 0,
    darkness: darkness / n,
    variation: Math.sqrt(Math.max(0, squares / n - (darkness / n) ** 2)),
    inside: inside / n / 255,
    around: surroundings ? around / surroundings / 255 : 0,
    hole: false,
    at: region[0]!,
  };
}

function isHole(region: Enclosed, noise: number): boolean {
  const { area, core, offset, inside, around, plain, blownOut, darkness, variation } = region;
  const witnessed = around - inside > 0.35;
  if (plain < 0.5) {
    // In shadow: a shadow's strength varies, that of a gray fill doesn't.
    const shadow = darkness < 0.06 || variation > 0.25 * darkness;
    return witnessed && shadow && (plain > 0 || area >= SMALLEST_SHADOW);
  }
  if (core >= 30 && offset > 1 + noise) return false;
  if (witnessed) return true;
  if (blownOut < 0.5) return core >= 30 && offset < 0.45 + noise / 3;
  return inside < 0.5;
}
