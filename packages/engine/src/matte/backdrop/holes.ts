import { describe, type Enclosed } from "./enclosed.ts";
import { DISTINCT, type Evidence, PLAIN } from "./evidence.ts";
import type { Flood } from "./flood.ts";
import { isDrawnFill, isFilled, isGlass, isHole, MEASURED } from "./hole-rules.ts";
import { GLASS, HOLE, LIKELY, OUTSIDE, softStep } from "./regions.ts";
import type { View } from "./view.ts";

/** Less is an edge's own blur, in view pixels; what is smaller than the other is opened only where most of the larger ones are. */
const SMALLEST = 2;
const SMALL = 6;
/** Part of the frame from which on shadows outside prove that the subject casts one. */
const SHADOW_SHARE = 0.003;

/** A region of the backdrop's colors within the subject. */
interface Found {
  region: Int32Array;
  enclosed: Enclosed;
  /** The same with a model that nobody told anything. */
  unsaid: Enclosed;
}

/**
 * Decides for each region of the backdrop's color that is enclosed by the subject: a hole through which the backdrop shows, or a
 * part of the subject. A hole continues the backdrop exactly, a white belly does not quite, and the model may have seen which it
 * is. Where neither can tell, because both are blown out and the model overlooks the whole thing, it stays. Gaps of a few pixels
 * follow the larger regions: between spokes and strands they are holes, in a drawing they are not.
 *
 * @param view with a model that knows what is said of the photo
 * @param seen with one that doesn't: on what is said of one place, nothing depends elsewhere
 */
export function findHoles(view: View, seen: View, evidence: Evidence, marks: Uint8Array, flood: Flood): void {
  const { prior } = view;
  const { kind, noise } = evidence;
  const shadow = darkestShadow(evidence, marks);
  const soft = softStep(evidence);
  const visited = marks.slice();
  const owner = new Int32Array(kind.length);
  const regionFrom = (start: number) => {
    const region = flood.run([start], visited, 1, (from, to) => {
      if (kind[to] === DISTINCT) return false;
      return (kind[to] === PLAIN && kind[from] === PLAIN) || soft(from, to);
    });
    for (const i of region) owner[i] = start + 1;
    return region;
  };
  const found: Found[] = [];
  for (let start = 0; start < kind.length; start++) {
    if (visited[start] || kind[start] === DISTINCT) continue;
    const region = regionFrom(start);
    if (region.length < SMALLEST) continue;
    const enclosed = describe(region, marks, owner, view, evidence);
    const unsaid = view === seen ? enclosed : describe(region, marks, owner, seen, evidence);
    found.push({ region: region.slice(), enclosed, unsaid });
  }
  const isDrawing = found.some(({ region, unsaid }) => isDrawnFill(region, unsaid, evidence));
  const markOf = (enclosed: Enclosed) => {
    if (isDrawing && isFilled(enclosed)) return 0;
    if (isHole(enclosed, evidence, shadow)) return HOLE;
    return isGlass(enclosed, noise) ? GLASS : 0;
  };
  const open = (region: Int32Array, enclosed: Enclosed) => {
    const mark = markOf(enclosed);
    if (mark) for (const i of region) marks[i] = mark;
  };
  const least = areMostlyHoles(found, markOf) ? SMALLEST : SMALL;
  for (const { region, enclosed: whole } of found) {
    if (region.length < least) continue;
    open(region, whole);
    if (marks[region[0]!] || whole.plain >= 0.5 || whole.core < MEASURED) continue;
    // The shadow in a hole may go over softly into a gray subject: there, only the model sees where it ends.
    const denied = region.filter((i) => prior[i]! < LIKELY);
    for (const i of denied) visited[i] = 0;
    for (const i of denied) {
      if (visited[i] || kind[i] !== PLAIN) continue;
      const part = regionFrom(i);
      const enclosed = describe(part, marks, owner, view, evidence);
      if (enclosed.core >= MEASURED) open(part, enclosed);
    }
    for (const i of denied) visited[i] = 1;
  }
}

/** Whether most of the larger regions are holes, in view pixels, rather than what the model denies but what stays. */
function areMostlyHoles(found: Found[], markOf: (enclosed: Enclosed) => number): boolean {
  let opened = 0;
  let closed = 0;
  for (const { region, unsaid } of found) {
    if (region.length < SMALL) continue;
    const mark = markOf(unsaid);
    if (mark === HOLE) opened += region.length;
    else if (!mark && unsaid.inside < 0.5) closed += region.length;
  }
  return opened >= closed;
}

/** How dark the shadows outside are, 0…1 (95th percentile); 0 if there are none to speak of. */
function darkestShadow({ darkness }: Evidence, marks: Uint8Array): number {
  const histogram = new Uint32Array(101);
  let count = 0;
  for (let i = 0; i < marks.length; i++) {
    if (marks[i] !== OUTSIDE || darkness[i] === 0) continue;
    histogram[Math.round(100 * darkness[i]!)]!++;
    count++;
  }
  if (count < SHADOW_SHARE * marks.length) return 0;
  let darkest = 100;
  for (let above = 0; darkest > 0; darkest--) {
    above += histogram[darkest]!;
    if (above > 0.05 * count) break;
  }
  return darkest / 100;
}
