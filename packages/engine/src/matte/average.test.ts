import { expect, it } from "vitest";
import { averageMasks } from "./average.ts";

const constant = (width: number, height: number, value: number) => ({
  width,
  height,
  data: new Uint8Array(width * height).fill(value),
});

it("averages masks of different sizes at the size of the second", () => {
  expect(averageMasks(constant(64, 128, 100), constant(192, 64, 201))).toEqual(constant(192, 64, 151));
});

it("keeps an edge in the middle in the middle", () => {
  const half = (width: number) => ({ width, height: 1, data: new Uint8Array(width).fill(255, width / 2) });
  const { data } = averageMasks(half(4), half(8));
  for (let x = 0; x < 8; x++) expect(data[x]! + data[7 - x]!).toBeCloseTo(255, -0.5);
});
