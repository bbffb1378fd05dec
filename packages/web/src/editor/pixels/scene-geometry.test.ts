import { apply } from "@alphacut/pixels";
import { expect, test } from "vitest";
import { DEFAULT_SETTINGS } from "../core/settings.ts";
import { sceneGeometry } from "./scene-geometry.ts";

const photo = { width: 200, height: 100 };
/** A subject that reaches the right border. */
const outline = () => ({
  outline: [
    { x: 100, y: 20 },
    { x: 200, y: 20 },
    { x: 200, y: 80 },
  ],
  bounds: { left: 100, top: 20, right: 200, bottom: 80 },
  cut: { left: false, top: false, right: true, bottom: false },
});
const shadow = { ...DEFAULT_SETTINGS.shadow, on: true, x: 10, y: 0, softness: 0 };

test("a shadow makes the result larger where it needs room", () => {
  const { frame } = sceneGeometry(photo, { ...DEFAULT_SETTINGS, shadow }, outline);
  expect(frame).toMatchObject({ width: 220, height: 100 });
  const resize = { width: 100, height: null, exact: true };
  expect(sceneGeometry(photo, { ...DEFAULT_SETTINGS, shadow, resize }, outline).frame.width).toBe(110);
});

test("an exact size stays exact with a shadow, as the server makes it", () => {
  const resize = { width: 300, height: 300, exact: true };
  const { frame } = sceneGeometry(photo, { ...DEFAULT_SETTINGS, shadow, resize }, outline);
  expect(frame).toMatchObject({ left: 0, top: 0, width: 300, height: 300 });
});

test("on a canvas, the subject lies inside the padding, and on the edge where the photo cuts it off", () => {
  const canvas = { ...DEFAULT_SETTINGS.canvas, on: true, width: 1000, height: 1000, padding: 10 };
  const { frame, toCanvas } = sceneGeometry(photo, { ...DEFAULT_SETTINGS, shadow, canvas }, outline);
  expect(frame).toMatchObject({ width: 1000, height: 1000 });
  expect(apply(toCanvas, { x: 200, y: 20 }).x).toBeCloseTo(1000, 6);
  expect(apply(toCanvas, { x: 100, y: 20 }).x).toBeCloseTo(100, 6);
  const aligned = sceneGeometry(photo, { ...DEFAULT_SETTINGS, canvas: { ...canvas, x: 50, y: 0 } }, outline);
  expect(apply(aligned.toCanvas, { x: 200, y: 20 })).toEqual({
    x: expect.closeTo(900, 6),
    y: expect.closeTo(100, 6),
  });
});
