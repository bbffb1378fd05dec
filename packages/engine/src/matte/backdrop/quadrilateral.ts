/** A point in view pixels; the middle of the first pixel is 0.5, 0.5. */
export interface Point {
  x: number;
  y: number;
}

/** The convex hull, clockwise on a screen (Andrew's monotone chain). */
export function convexHull(points: readonly Point[]): Point[] {
  const sorted = [...points].sort((a, b) => a.x - b.x || a.y - b.y);
  const half = (ordered: readonly Point[]) => {
    const chain: Point[] = [];
    for (const point of ordered) {
      while (chain.length > 1 && cross(chain.at(-2)!, chain.at(-1)!, point) <= 0) chain.pop();
      chain.push(point);
    }
    return chain.slice(0, -1);
  };
  return [...half(sorted), ...half(sorted.reverse())];
}

/**
 * The quadrilateral around a convex polygon that adds little to it: again and again, the side goes whose neighbors meet soonest
 * when they are extended. Undefined if they never do, or if there are fewer than four corners.
 */
export function quadrilateralAround(hull: readonly Point[]): Point[] | undefined {
  let corners = [...hull];
  while (corners.length > 4) {
    const n = corners.length;
    let best: { at: number; meeting: Point; added: number } | undefined;
    for (let i = 0; i < n; i++) {
      const [a, b, c, d] = [0, 1, 2, 3].map((k) => corners[(i + k) % n]!) as [Point, Point, Point, Point];
      const meeting = intersection(a, b, d, c);
      if (!meeting) continue;
      const added = Math.abs(cross(b, meeting, c)) / 2;
      if (!best || added < best.added) best = { at: (i + 1) % n, meeting, added };
    }
    if (!best) return undefined;
    const { at, meeting } = best;
    corners = corners.map((corner, i) => (i === at ? meeting : corner)).filter((_, i) => i !== (at + 1) % n);
  }
  return corners.length === 4 ? corners : undefined;
}

/** Twice the signed area of the triangle. */
function cross(o: Point, a: Point, b: Point): number {
  return (a.x - o.x) * (b.y - o.y) - (a.y - o.y) * (b.x - o.x);
}

/** Where the rays from `a` through `b` and from `d` through `c` meet beyond `b` and `c`. */
function intersection(a: Point, b: Point, d: Point, c: Point): Point | undefined {
  const [ux, uy, vx, vy] = [b.x - a.x, b.y - a.y, c.x - d.x, c.y - d.y];
  const determinant = ux * vy - uy * vx;
  if (Math.abs(determinant) < 1e-9) return undefined;
  const t = ((d.x - a.x) * vy - (d.y - a.y) * vx) / determinant;
  const s = ((d.x - a.x) * uy - (d.y - a.y) * ux) / determinant;
  return t < 1 || s < 1 ? undefined : { x: a.x + t * ux, y: a.y + t * uy };
}

export function areaOf(polygon: readonly Point[]): number {
  let twice = 0;
  for (let i = 0; i < polygon.length; i++)
    twice += cross({ x: 0, y: 0 }, polygon[i]!, polygon[(i + 1) % polygon.length]!);
  return Math.abs(twice) / 2;
}

/** The cosines of the inner angles. */
export function cosinesOf(polygon: readonly Point[]): number[] {
  return polygon.map((corner, i) => {
    const before = polygon.at(i - 1)!;
    const after = polygon[(i + 1) % polygon.length]!;
    const [ux, uy, vx, vy] = [
      before.x - corner.x,
      before.y - corner.y,
      after.x - corner.x,
      after.y - corner.y,
    ];
    return (ux * vx + uy * vy) / (Math.hypot(ux, uy) * Math.hypot(vx, vy));
  });
}

/** For each row of pixels whose centers the convex polygon holds: the first such pixel, and the one after the last. */
export function eachRow(
  polygon: readonly Point[],
  height: number,
  visit: (row: number, from: number, to: number) => void,
): void {
  for (let row = 0; row < height; row++) {
    const y = row + 0.5;
    let [from, to] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
    for (let i = 0; i < polygon.length; i++) {
      const [a, b] = [polygon[i]!, polygon[(i + 1) % polygon.length]!];
      if (a.y <= y === b.y <= y) continue;
      const x = a.x + ((y - a.y) / (b.y - a.y)) * (b.x - a.x);
      from = Math.min(from, x);
      to = Math.max(to, x);
    }
    if (from < to) visit(row, Math.max(0, Math.ceil(from - 0.5)), Math.ceil(to - 0.5));
  }
}
