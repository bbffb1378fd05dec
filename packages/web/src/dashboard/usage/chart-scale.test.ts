import { expect, test } from "vitest";
import { ceilingFor } from "./chart-scale.ts";

test.each([
  [1, 2],
  [2, 2],
  [3, 4],
  [7, 10],
  [11, 20],
  [41, 100],
  [1001, 2000],
])("%i fits under %i", (most, ceiling) => {
  expect(ceilingFor(most)).toBe(ceiling);
});
