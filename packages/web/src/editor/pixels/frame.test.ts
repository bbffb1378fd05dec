import { expect, test } from "vitest";
import { frameWithShadow } from "./frame.ts";

const canvas = { width: 100, height: 80 };
const subject = { left: 20, top: 10, width: 60, height: 60 };

test("a shadow that fits leaves the canvas as it is", () => {
  expect(frameWithShadow(canvas, subject, { x: 5, y: 5, blurRadius: 3 })).toEqual({
    left: 0,
    top: 0,
    ...canvas,
  });
});

test("grows only on the sides where the shadow would be cut off", () => {
  // Three standard deviations of a blur radius of 10 reach 15 pixels.
  expect(frameWithShadow(canvas, subject, { x: 20, y: 0, blurRadius: 10 })).toEqual({
    left: 0,
    top: 5,
    width: 115,
    height: 90,
  });
  expect(frameWithShadow(canvas, subject, { x: -40, y: 0, blurRadius: 0 })).toEqual({
    left: 20,
    top: 0,
    width: 120,
    height: 80,
  });
});
