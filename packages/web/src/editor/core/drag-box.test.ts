import fc from "fast-check";
import { expect, test } from "vitest";
import { HANDLES, largestInside, movedBox, resizedBox } from "./drag-box.ts";

const photo = { width: 200, height: 100 };
const boxes = fc.record({
  left: fc.nat(150),
  top: fc.nat(60),
  width: fc.integer({ min: 1, max: 50 }),
  height: fc.integer({ min: 1, max: 40 }),
});
const by = fc.record({ x: fc.integer({ min: -400, max: 400 }), y: fc.integer({ min: -400, max: 400 }) });
const ratios = fc.constantFrom(null, 1, 4 / 5, 16 / 9);

test("whatever is dragged how far, the rectangle stays inside the photo and has pixels", () => {
  const property = fc.property(boxes, fc.constantFrom(...HANDLES), by, ratios, (box, handle, far, ratio) => {
    for (const { left, top, width, height } of [
      resizedBox(box, handle, far, photo, ratio),
      movedBox(box, far, photo),
    ]) {
      expect([left, top, width, height].every(Number.isInteger)).toBe(true);
      expect(left >= 0 && top >= 0 && width >= 1 && height >= 1).toBe(true);
      expect(left + width <= photo.width && top + height <= photo.height).toBe(true);
    }
  });
  fc.assert(property, { seed: 1 });
});

test("a ratio is kept to a pixel, and the corner across stays", () => {
  const box = { left: 50, top: 20, width: 40, height: 40 };
  expect(resizedBox(box, "se", { x: 20, y: 5 }, photo, 1)).toEqual({
    left: 50,
    top: 20,
    width: 60,
    height: 60,
  });
  expect(resizedBox(box, "nw", { x: -10, y: 0 }, photo, 1)).toEqual({
    left: 40,
    top: 10,
    width: 50,
    height: 50,
  });
  expect(resizedBox(box, "e", { x: 500, y: 0 }, photo, 2)).toEqual({
    left: 50,
    top: 20,
    width: 150,
    height: 75,
  });
});

test("a side moves alone where no ratio is to be kept", () => {
  const box = { left: 50, top: 20, width: 40, height: 40 };
  expect(resizedBox(box, "w", { x: 10, y: 90 }, photo, null)).toEqual({
    left: 60,
    top: 20,
    width: 30,
    height: 40,
  });
});

test("the largest rectangle of a ratio lies in the middle", () => {
  expect(largestInside({ left: 0, top: 0, ...photo }, 1)).toEqual({
    left: 50,
    top: 0,
    width: 100,
    height: 100,
  });
  expect(largestInside({ left: 0, top: 0, ...photo }, 4)).toEqual({
    left: 0,
    top: 25,
    width: 200,
    height: 50,
  });
});
