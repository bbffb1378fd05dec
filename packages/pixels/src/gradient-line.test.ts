import { expect, test } from "vitest";
import { gradientLine } from "./gradient-line.ts";

const size = { width: 40, height: 20 };

test.each([
  [180, { x: 20, y: 0 }, { x: 20, y: 20 }],
  [0, { x: 20, y: 20 }, { x: 20, y: 0 }],
  [90, { x: 0, y: 10 }, { x: 40, y: 10 }],
])("a gradient at %s° runs along a side", (degrees, from, to) => {
  expect(gradientLine(size, degrees)).toEqual([from, to]);
});

test("at 45°, the corners have exactly the two colors", () => {
  const [from, to] = gradientLine(size, 45);
  const along = { x: to.x - from.x, y: to.y - from.y };
  const share = (x: number, y: number) =>
    ((x - from.x) * along.x + (y - from.y) * along.y) / (along.x ** 2 + along.y ** 2);
  expect(share(0, 20)).toBeCloseTo(0, 12);
  expect(share(40, 0)).toBeCloseTo(1, 12);
});
