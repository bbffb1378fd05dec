import { describe, expect, test } from "vitest";
import { apply, invert, multiply, place, resizedSize, rotatedSize, withMargin } from "./geometry.ts";

const keep = { width: null, height: null, exact: false };
const upright = { degrees: 0, expand: true };

describe("resizing", () => {
  const photo = { width: 1200, height: 800 };
  test.each([
    [
      { width: 600, height: null, exact: false },
      { width: 600, height: 400 },
    ],
    [
      { width: null, height: 1600, exact: false },
      { width: 2400, height: 1600 },
    ],
    [
      { width: 300, height: 300, exact: false },
      { width: 300, height: 200 },
    ],
    [
      { width: 300, height: 300, exact: true },
      { width: 300, height: 300 },
    ],
    [
      { width: 300, height: null, exact: true },
      { width: 300, height: 200 },
    ],
    [keep, photo],
  ])("%o", (resize, expected) => {
    expect(resizedSize(photo, resize)).toEqual(expected);
  });

  test("never leaves less than a pixel", () => {
    expect(resizedSize({ width: 5000, height: 3 }, { width: 10, height: null, exact: false })).toEqual({
      width: 10,
      height: 1,
    });
  });
});

describe("rotating", () => {
  test("quarter turns swap the sides exactly", () => {
    for (const degrees of [90, -90, 270, -270])
      expect(rotatedSize({ width: 31, height: 17 }, { degrees, expand: true })).toEqual({
        width: 17,
        height: 31,
      });
  });

  test("the canvas grows only when it may", () => {
    expect(rotatedSize({ width: 100, height: 100 }, { degrees: 45, expand: true })).toEqual({
      width: 142,
      height: 142,
    });
    expect(rotatedSize({ width: 100, height: 100 }, { degrees: 45, expand: false })).toEqual({
      width: 100,
      height: 100,
    });
  });

  test("positive is counter-clockwise: the top right corner goes to the top left", () => {
    const { toCanvas, canvas } = place({ left: 0, top: 0, width: 30, height: 20 }, keep, {
      degrees: 90,
      expand: true,
    });
    expect(canvas).toEqual({ width: 20, height: 30 });
    expect(apply(toCanvas, { x: 30, y: 0 })).toEqual({ x: 0, y: 0 });
    expect(apply(toCanvas, { x: 0, y: 0 })).toEqual({ x: 0, y: 30 });
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

test("an inverted transformation takes points back", () => {
  const { toCanvas } = place(
    { left: 3, top: 5, width: 70, height: 40 },
    { width: 33, height: null, exact: false },
    {
      degrees: 33,
      expand: true,
    },
  );
  const back = apply(multiply(invert(toCanvas), toCanvas), { x: 12.5, y: -7 });
  expect(back.x).toBeCloseTo(12.5, 9);
  expect(back.y).toBeCloseTo(-7, 9);
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
