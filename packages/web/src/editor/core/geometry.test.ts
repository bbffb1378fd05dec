import { apply } from "@alphacut/pixels";
import { describe, expect, test } from "vitest";
import { place, withMargin } from "./geometry.ts";

const keep = { width: null, height: null, exact: false };
const upright = { mirror: false, rotation: { degrees: 0, expand: true } };

describe("rotating", () => {
  test("positive is counter-clockwise: the top right corner goes to the top left", () => {
    const { toCanvas, canvas } = place({ left: 0, top: 0, width: 30, height: 20 }, keep, {
      mirror: false,
      rotation: { degrees: 90, expand: true },
    });
    expect(canvas).toEqual({ width: 20, height: 30 });
    expect(apply(toCanvas, { x: 30, y: 0 })).toEqual({ x: 0, y: 0 });
    expect(apply(toCanvas, { x: 0, y: 0 })).toEqual({ x: 0, y: 30 });
  });

  test("a mirror comes first: the top left corner goes where the top right one went", () => {
    const { toCanvas } = place({ left: 0, top: 0, width: 30, height: 20 }, keep, {
      mirror: true,
      rotation: { degrees: 90, expand: true },
    });
    expect(apply(toCanvas, { x: 0, y: 0 })).toEqual({ x: 0, y: 0 });
  });
});

test("crop, then resize: the corners of the box become the corners of the canvas", () => {
  const { canvas, toCanvas } = place(
    { left: 10, top: 20, width: 40, height: 20 },
    { width: 80, height: null, exact: false },
    upright,
  );
  expect(canvas).toEqual({ width: 80, height: 40 });
  expect(apply(toCanvas, { x: 10, y: 20 })).toEqual({ x: 0, y: 0 });
  expect(apply(toCanvas, { x: 50, y: 40 })).toEqual({ x: 80, y: 40 });
});

test("a margin around the subject ends at the photo's border", () => {
  const photo = { width: 200, height: 100 };
  expect(withMargin({ left: 50, top: 10, width: 100, height: 50 }, 0.2, photo)).toEqual({
    left: 30,
    top: 0,
    width: 140,
    height: 80,
  });
  expect(withMargin({ left: 0, top: 0, width: 200, height: 100 }, 0.5, photo)).toEqual({
    left: 0,
    top: 0,
    ...photo,
  });
});
