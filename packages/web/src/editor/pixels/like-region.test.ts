import { expect, test } from "vitest";
import { likeRegion } from "./like-region.ts";

const SIZE = 9;

/** A picture of text: a letter each pixel, in one color each, and whether it is shown. */
function pixelsOf(rows: string[], colors: Record<string, readonly [level: number, alpha: number]>) {
  const photo = new Uint8ClampedArray(4 * SIZE * SIZE);
  const cutout = new Uint8ClampedArray(4 * SIZE * SIZE);
  for (const [i, letter] of [...rows.join("")].entries()) {
    const [level, alpha] = colors[letter]!;
    photo.set([level, level, level, 255], 4 * i);
    cutout.set([level, level, level, alpha], 4 * i);
  }
  return { width: SIZE, height: SIZE, photo, cutout };
}

function paintedBy({ runs }: { runs: Uint16Array }): string[] {
  const rows = Array.from({ length: SIZE }, () => Array<string>(SIZE).fill("."));
  for (let i = 0; i < runs.length; i += 3) rows[runs[i]!]!.fill("#", runs[i + 1], runs[i + 2]);
  return rows.map((row) => row.join(""));
}

/** A white shape (w) with a dark outline (o) whose inner edge (e) is half covered, before white (.). */
const OUTLINED = [
  ".........",
  ".ooooooo.",
  ".oeeeeeo.",
  ".oewwweo.",
  ".oewwweo.",
  ".oewwweo.",
  ".oeeeeeo.",
  ".ooooooo.",
  ".........",
];

test("what was cleared within an outline comes back up to the outline, with its half-covered edge", () => {
  const pixels = pixelsOf(OUTLINED, { ".": [255, 0], o: [20, 255], e: [140, 130], w: [250, 0] });
  const stroke = likeRegion(pixels, 4, 4);
  expect(stroke.mode).toBe("keep");
  expect(stroke.grid).toEqual({ width: SIZE, height: SIZE });
  expect(paintedBy(stroke)).toEqual([
    ".........",
    ".........",
    "..#####..",
    "..#####..",
    "..#####..",
    "..#####..",
    "..#####..",
    ".........",
    ".........",
  ]);
});

test("what is shown goes over like colors only, and takes one pixel of what surrounds it along", () => {
  const pixels = pixelsOf(OUTLINED, { ".": [255, 0], o: [20, 255], e: [240, 255], w: [250, 255] });
  const stroke = likeRegion(pixels, 3, 5);
  expect(stroke.mode).toBe("erase");
  expect(paintedBy(stroke)).toEqual([
    ".........",
    "..#####..",
    ".#######.",
    ".#######.",
    ".#######.",
    ".#######.",
    ".#######.",
    "..#####..",
    ".........",
  ]);
});

test("a region ends at the picture's borders", () => {
  const pixels = pixelsOf(Array<string>(SIZE).fill("w".repeat(SIZE)), { w: [90, 255] });
  expect(paintedBy(likeRegion(pixels, 0, 8))).toEqual(Array<string>(SIZE).fill("#".repeat(SIZE)));
});
