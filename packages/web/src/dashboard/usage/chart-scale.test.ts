import { expect, test } from "vitest";
import { ceilingFor } from "./chart-scale.ts";

test.each([
  [1, 2],
  [2, 2],
  [3, 4],
  [7, 8],
  [11, 12],
  [41, 60],
  [1001, 1200],
])("%i fits under %i", (most, ceiling) => {
  expect(ceilingFor(most)).toBe(ceiling);
});
