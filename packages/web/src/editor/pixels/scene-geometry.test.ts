import { apply } from "@alphacut/pixels";
import { expect, test } from "vitest";
import type { Look } from "../core/picture.ts";
import { DEFAULT_SETTINGS, type Settings } from "../core/settings.ts";
import { sceneGeometry } from "./scene-geometry.ts";

const photo = { width: 200, height: 100 };
/** A subject that reaches the right border. */
const subject = () => ({
  outline: [
    { x: 100, y: 20 },
    { x: 200, y: 20 },
    { x: 200, y: 80 },
  ],
  bounds: { left: 100, top: 20, right: 200, bottom: 80 },
  cut: { left: false, top: false, right: true, bottom: false },
});
const finder = { subject, ground: () => null };
const geometry = (changes: Partial<Settings>, edits: Partial<Look> = {}) =>
  sceneGeometry(
    photo,
    { settings: { ...DEFAULT_SETTINGS, ...changes }, crop: null, adjust: null, ...edits },
    finder,
  );
const shadow = { ...DEFAULT_SETTINGS.shadow, on: true, x: 10, y: 0, softness: 0 };

test("a shadow makes the result larger where it needs room", () => {
  const { frame } = geometry({ shadow });
  expect(frame).toMatchObject({ width: 220, height: 100 });
  const resize = { width: 100, height: null, exact: true };
  expect(geometry({ shadow, resize }).frame.width).toBe(110);
});

test("an exact size stays exact with a shadow, as the server makes it", () => {
  const resize = { width: 300, height: 300, exact: true };
  const { frame } = geometry({ shadow, resize });
  expect(frame).toMatchObject({ left: 0, top: 0, width: 300, height: 300 });
});

test("on a canvas, the subject lies inside the padding, and on the edge where the photo cuts it off", () => {
  const canvas = { ...DEFAULT_SETTINGS.canvas, on: true, width: 1000, height: 1000, padding: 10 };
  const { frame, toCanvas } = geometry({ shadow, canvas });
  expect(frame).toMatchObject({ width: 1000, height: 1000 });
  expect(apply(toCanvas, { x: 200, y: 20 }).x).toBeCloseTo(1000, 6);
  expect(apply(toCanvas, { x: 100, y: 20 }).x).toBeCloseTo(100, 6);
  const aligned = geometry({ canvas: { ...canvas, x: 50, y: 0 } });
  expect(apply(aligned.toCanvas, { x: 200, y: 20 })).toEqual({
    x: expect.closeTo(900, 6),
    y: expect.closeTo(100, 6),
  });
});

test("mirrored, what was on the left is on the right, on a canvas too", () => {
  expect(apply(geometry({ mirror: true }).toCanvas, { x: 200, y: 20 })).toEqual({ x: 0, y: 20 });
  const canvas = { ...DEFAULT_SETTINGS.canvas, on: true, width: 1000, height: 1000, padding: 10 };
  expect(apply(geometry({ mirror: true, canvas }).toCanvas, { x: 200, y: 20 }).x).toBeCloseTo(0, 6);
});

test("a subject that is moved by hand begins where it was in the photo, and the result keeps its size", () => {
  const still = geometry({ shadow }, { adjust: { x: 0, y: 0, scale: 1 } });
  expect(still.frame).toMatchObject({ width: 200, height: 100 });
  expect(apply(still.toCanvas, { x: 100, y: 20 })).toEqual({ x: 100, y: 20 });
  const { toCanvas } = geometry({}, { adjust: { x: -25, y: 10, scale: 0.5 } });
  // Its middle, (150, 50), is now 50 pixels farther left and 10 farther down, its size half.
  expect(apply(toCanvas, { x: 150, y: 50 })).toEqual({ x: 100, y: 60 });
  expect(apply(toCanvas, { x: 200, y: 80 })).toEqual({ x: 125, y: 75 });
});

test("what is cropped by hand is what is shown", () => {
  const crop = { left: 50, top: 10, width: 120, height: 60 };
  const { frame, toCanvas } = geometry({ crop: { on: true, margin: 5 } }, { crop });
  expect(frame).toMatchObject({ width: 120, height: 60 });
  expect(apply(toCanvas, { x: 50, y: 10 })).toEqual({ x: 0, y: 0 });
});
