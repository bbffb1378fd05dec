import { expect, test } from "vitest";
import { fillUnknown } from "./fill-unknown.ts";

test("what is known stays, what is not comes from around it", () => {
  const [width, height] = [9, 6];
  const weights = new Float32Array(width * height);
  const values = new Float32Array(width * height * 3);
  for (const pixel of [0, 1, 8, 17]) {
    weights[pixel] = 1;
    values.set([0.5, 0.25, 0.125], pixel * 3);
  }
  fillUnknown({ width, height, values, weights });
  for (let i = 0; i < values.length; i += 3)
    expect([...values.subarray(i, i + 3)]).toEqual([0.5, 0.25, 0.125]);
});

test("each side of a hole takes the color that it touches", () => {
  const weights = Float32Array.of(1, 1, 0, 0, 0, 0, 1, 1);
  const values = new Float32Array(24);
  for (let i = 6; i < 8; i++) values.fill(1, i * 3, i * 3 + 3);
  fillUnknown({ width: 8, height: 1, values, weights });
  expect(values[2 * 3]).toBeLessThan(0.5);
  expect(values[5 * 3]).toBeGreaterThan(0.5);
});
