import { expect, test } from "vitest";
import { NO_STROKES, painted, redone, type Stroke, undone } from "./strokes.ts";

const stroke = (x: number): Stroke => ({ mode: "keep", radius: 5, softness: 0, points: [{ x, y: 0 }] });

test("undo and redo go through the strokes in order and stop at the ends", () => {
  const two = painted(painted(NO_STROKES, stroke(1)), stroke(2));
  expect(undone(two).done).toEqual([stroke(1)]);
  expect(redone(undone(two)).done).toEqual(two.done);
  expect(redone(redone(undone(undone(two)))).done).toEqual(two.done);
  expect(undone(NO_STROKES)).toBe(NO_STROKES);
  expect(redone(two)).toBe(two);
});

test("painting after an undo forgets what was taken back", () => {
  const history = painted(undone(painted(NO_STROKES, stroke(1))), stroke(2));
  expect(history).toEqual({ done: [stroke(2)], undone: [] });
});
