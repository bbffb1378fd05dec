import { expect, test } from "vitest";
import { boxBlur, boxReaches } from "./box-blur.ts";

function variance(reaches: number[]): number {
  return reaches.reduce((sum, reach) => sum + ((2 * reach + 1) ** 2 - 1) / 12, 0);
}

test.each([1.5, 3, 8, 20])("the boxes together are about as wide as a Gaussian of σ = %d", (sigma) => {
  expect(Math.sqrt(variance(boxReaches(sigma)))).toBeCloseTo(sigma, 0);
});

test("an even surface stays as it is, borders included", () => {
  const values = new Float32Array(7 * 5 * 3).fill(0.25);
  boxBlur(values, 7, 5, 4);
  for (const value of values) expect(value).toBeCloseTo(0.25, 5);
});

test("spreads a point evenly and loses no light", () => {
  const width = 61;
  const values = new Float32Array(width * width * 3);
  values[(30 * width + 30) * 3] = 1;
  boxBlur(values, width, width, 3);
  const red = (x: number, y: number) => values[(y * width + x) * 3]!;
  expect(red(33, 30)).toBeCloseTo(red(27, 30), 6);
  expect(red(30, 33)).toBeCloseTo(red(33, 30), 6);
  expect(red(30, 30)).toBeCloseTo(1 / (2 * Math.PI * 9), 2);
  let sum = 0;
  for (let i = 0; i < values.length; i += 3) sum += values[i]!;
  expect(sum).toBeCloseTo(1, 4);
  expect(values[1]).toBe(0);
});
