import { apply, invert } from "@alphacut/pixels";
import { expect, test } from "vitest";
import { FITTED, moved, viewTransform, zoomedAt } from "./view.ts";

const frame = { width: 1000, height: 500 };
const stage = { width: 548, height: 648 };

test("fits with a margin, in the middle", () => {
  const transform = viewTransform(FITTED, frame, stage);
  expect(apply(transform, { x: 0, y: 0 })).toEqual({ x: 24, y: 199 });
  expect(apply(transform, { x: 1000, y: 500 })).toEqual({ x: 524, y: 449 });
});

test("zooming keeps what is under the pointer there", () => {
  const pointer = { x: 100, y: 300 };
  const before = apply(invert(viewTransform(FITTED, frame, stage)), pointer);
  const view = zoomedAt(zoomedAt(FITTED, 1.7, pointer, frame, stage), 1.3, pointer, frame, stage);
  const after = apply(invert(viewTransform(view, frame, stage)), pointer);
  expect(after.x).toBeCloseTo(before.x, 6);
  expect(after.y).toBeCloseTo(before.y, 6);
});

test("zooming ends at both ends", () => {
  const middle = { x: 274, y: 324 };
  expect(zoomedAt(FITTED, 1000, middle, frame, stage).zoom).toBe(32);
  expect(zoomedAt(FITTED, 0.001, middle, frame, stage).zoom).toBe(0.5);
});

test("however far it is moved, some of the picture stays on the stage", () => {
  const view = moved(FITTED, { x: 99_999, y: -99_999 }, frame, stage);
  const transform = viewTransform(view, frame, stage);
  expect(apply(transform, { x: 0, y: 0 }).x).toBe(stage.width - 48);
  expect(apply(transform, { x: 0, y: 500 }).y).toBe(48);
});
