import { DISTINCT, type Evidence, PLAIN, SHADE } from "./evidence.ts";
import type { Flood } from "./flood.ts";
import { HOLE, OUTSIDE, softStep } from "./regions.ts";
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

/** Less is an edge's own blur, in view pixels. */
const SMALLEST = 6;

/** Part of the frame from which on shadows outside prove that there is one. */
const SHADOW_SHARE = 0.003;

/**
 * Decides for each region of the backdrop's color that is enclosed by the subject: a hole through which the backdrop shows, or a part
 * of the subject. A hole continues the backdrop exactly; a white belly does not quite. Where both could be, because the backdrop
 * is blown out, the model votes.
 */
export function findHoles(view: View, evidence: Evidence, marks: Uint8Array, flood: Flood): Enclosed[] {
  const { kind, noise } = evidence;
  const shadow = darkestShadow(evidence, marks);
  const soft = softStep(evidence);
  const visited = Uint8Array.from(marks);
  const owner = new Int32Array(kind.length);
  const found: Enclosed[] = [];
  for (let start = 0; start < kind.length; start++) {
    if (visited[start] || kind[start] === DISTINCT) continue;
    const region = flood.run([start], visited, 1, (from, to) => {
      if (kind[to] === DISTINCT) return false;
      return (kind[to] === PLAIN && kind[from] === PLAIN) || soft(from, to);
    });
    if (region.length < SMALLEST) continue;
    for (const i of region) owner[i] = start + 1;
    const enclosed = describe(region, owner, view, evidence);
    enclosed.hole = isHole(enclosed, noise, shadow);
    if (enclosed.hole) for (const i of region) marks[i] = HOLE;
    found.push(enclosed);
  }
  return found;
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

function describe(region: Int32Array, owner: Int32Array, { width, height, prior, rgb }: View, evidence: Evidence): Enclosed {
  const { kind, difference, shade } = evidence;
  let [plain, blownOut, core, inside, around, surroundings, darkness, squares] = [0, 0, 0, 0, 0, 0, 0, 0];
  const sums: [number, number, number] = [0, 0, 0];
  const reach = region.length > LARGE ? 2 : 1;
  for (const i of region) {
    inside += prior[i]!;
    darkness += 1 - shade[i]!;
    squares += (1 - shade[i]!) ** 2;
    if (Math.min(rgb[3 * i]!, rgb[3 * i + 1]!, rgb[3 * i + 2]!) >= BLOWN_OUT) blownOut++;
    if (kind[i] === PLAIN) plain++;
    let away = kind[i] === PLAIN;
    const x = i % width;
    const y = (i - x) / width;
    for (const [dx, dy] of STEPS) {
      if (x + dx < 0 || x + dx >= width || y + dy < 0 || y + dy >= height) continue;
      const [u, v] = [x + reach * dx, y + reach * dy];
      if (u < 0 || v < 0 || u >= width || v >= height || kind[v * width + u] !== PLAIN) away = false;
      if (owner[i + dx + dy * width] === owner[i]) continue;
      let highest = 0;
      for (let k = 1; k <= SURROUNDINGS; k++) {
        const [s, t] = [x + k * dx, y + k * dy];
        if (s >= 0 && s < width && t >= 0 && t < height) highest = Math.max(highest, prior[t * width + s]!);
      }
      around += highest;
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

/** How dark the shadows outside are, 0…1 (95th percentile); 0 if there are none to speak of. */
function darkestShadow({ kind, shade }: Evidence, marks: Uint8Array): number {
  const histogram = new Uint32Array(101);
  let count = 0;
  for (let i = 0; i < marks.length; i++) {
    if (marks[i] !== OUTSIDE || kind[i] !== SHADE) continue;
    histogram[Math.round(100 * (1 - shade[i]!))]!++;
    count++;
  }
  if (count < SHADOW_SHARE * marks.length) return 0;
  let darkness = 100;
  for (let above = 0; darkness > 0; darkness--) {
    above += histogram[darkness]!;
    if (above > 0.05 * count) break;
  }
  return darkness / 100;
}

function isHole(region: Enclosed, noise: number, shadow: number): boolean {
  const { core, offset, inside, around, plain, blownOut, darkness } = region;
  const witnessed = around - inside > 0.25 && around > 0.55;
  if (plain < 0.5) return witnessed && darkness <= 1.5 * shadow && inside < 0.3;
  if (core >= 30 && offset > 1 + noise + 10 / Math.sqrt(core)) return false;
  if (witnessed) return true;
  return blownOut < 0.5 && core >= 30 && offset < 0.45 + noise / 3;
}
