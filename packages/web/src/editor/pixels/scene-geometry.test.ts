import { expect, test } from "vitest";
import { DEFAULT_SETTINGS } from "../core/settings.ts";
import { sceneGeometry } from "./scene-geometry.ts";

const photo = { width: 200, height: 100 };
/** A subject that reaches the right border. */
const outline = () => [
  { x: 100, y: 20 },
  { x: 200, y: 20 },
  { x: 200, y: 80 },
];
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
