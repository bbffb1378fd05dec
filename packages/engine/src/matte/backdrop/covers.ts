import type { Size } from "../../image/raster.ts";
import type { Flood } from "./flood.ts";
import { areaOf, convexHull, cosinesOf, eachRow, type Point, quadrilateralAround } from "./quadrilateral.ts";
import { HOLE, REMOVED, SUBJECT } from "./regions.ts";
import type { View } from "./view.ts";

/** Part of the frame that a cover takes at least, and the model's mean above which it needs no help. */
const SMALLEST = 0.01;
const SEEN = 0.95 * 255;
/** How much larger than the thing's hull its quadrilateral may be, and how much of it the thing must fill. */
const ROUND = 1.08;
const FILLED = 0.6;
/** Cosine of the corners that are still those of a rectangle in mild perspective: 65° to 115°. */
const SLANT = 0.42;
/** Part of the rectangle's sides that the thing must reach, and how near, in view pixels: a guitar reaches four corners only. */
const OUTLINED = 0.75;
const NEAR = 3;

/** A thing that is a cover: one of its pixels, and all that lies within its outline. */
interface Cover {
  thing: number;
  pixels: number[];
}

/**
 * Finds books, discs, prints, screenshots and cards: a thing whose outline is a rectangle, in perspective or not, is one, whatever
 * is pictured on it, even where that has the backdrop's color.
 */
export function findCovers({ width, height, prior }: View, marks: Uint8Array, flood: Flood): Cover[] {
  const covers: Cover[] = [];
  const visited = marks.slice();
  for (let start = 0; start < visited.length; start++) {
    if (visited[start]) continue;
    const thing = flood.run([start], visited, 1);
    if (thing.length < SMALLEST * marks.length) continue;
    let sum = 0;
    for (const i of thing) sum += prior[i]!;
    const corners = sum < SEEN * thing.length ? rectangleOf(thing, width) : undefined;
    if (!corners || !isOutlined(corners, marks, { width, height })) continue;
    const pixels: number[] = [];
    eachRow(corners, height, (row, from, to) => {
      for (let i = row * width + from; i < row * width + Math.min(width, to); i++) pixels.push(i);
    });
    covers.push({ thing: start, pixels });
  }
  return covers;
}

/** Fills the covers that are still there. Openings that were found to be such stay open, and what somebody removes stays removed. */
export function completeCovers(covers: Cover[], marks: Uint8Array): void {
  for (const { thing, pixels } of covers) {
    if (marks[thing] !== SUBJECT) continue;
    for (const i of pixels) if (marks[i] !== HOLE && marks[i] !== REMOVED) marks[i] = SUBJECT;
  }
}

function isOutlined(corners: Point[], marks: Uint8Array, { width, height }: Size): boolean {
  const center = {
    x: corners.reduce((sum, { x }) => sum + x, 0) / corners.length,
    y: corners.reduce((sum, { y }) => sum + y, 0) / corners.length,
  };
  let [reached, all] = [0, 0];
  for (const [k, from] of corners.entries()) {
    const to = corners[(k + 1) % corners.length]!;
    const steps = Math.ceil(Math.hypot(to.x - from.x, to.y - from.y));
    for (let step = 0.5; step < steps; step++) {
      const x = from.x + ((to.x - from.x) * step) / steps;
      const y = from.y + ((to.y - from.y) * step) / steps;
      const length = Math.hypot(center.x - x, center.y - y);
      const isReached = (inwards: number) => {
        const u = Math.floor(x + ((center.x - x) * inwards) / length);
        const v = Math.floor(y + ((center.y - y) * inwards) / length);
        return u >= 0 && v >= 0 && u < width && v < height && marks[v * width + u] === SUBJECT;
      };
      all++;
      for (let inwards = 0; inwards <= NEAR; inwards++) {
        if (!isReached(inwards)) continue;
        reached++;
        break;
      }
    }
  }
  return reached >= OUTLINED * all;
}

function rectangleOf(thing: Int32Array, width: number): Point[] | undefined {
  const rows = new Map<number, { from: number; to: number }>();
  for (const i of thing) {
    const x = i % width;
    const y = (i - x) / width;
    const row = rows.get(y);
    if (!row) rows.set(y, { from: x, to: x + 1 });
    else if (x < row.from) row.from = x;
    else if (x >= row.to) row.to = x + 1;
  }
  const hull = convexHull(
    [...rows].flatMap(([y, { from, to }]) => [
      { x: from, y },
      { x: from, y: y + 1 },
      { x: to, y },
      { x: to, y: y + 1 },
    ]),
  );
  const corners = quadrilateralAround(hull);
  if (!corners || thing.length < FILLED * areaOf(corners)) return undefined;
  if (areaOf(corners) > ROUND * areaOf(hull)) return undefined;
  return cosinesOf(corners).every((cosine) => Math.abs(cosine) < SLANT) ? corners : undefined;
}
