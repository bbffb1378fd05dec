import { describe, expect, it } from "vitest";
import { DOUBTFUL, doubtOf } from "./doubt.ts";

/** A mask with a subject of 32 × 32 pixels, and what `change` makes of it. */
function maskOf(change: (x: number, y: number, value: number) => number) {
  const side = 64;
  const data = Uint8Array.from({ length: side * side }, (_, i) => {
    const [x, y] = [i % side, Math.floor(i / side)];
    return change(x, y, x >= 16 && x < 48 && y >= 16 && y < 48 ? 255 : 0);
  });
  return { width: side, height: side, data };
}

describe("doubt", () => {
  it("is none where a mask is black and white, or finds nothing", () => {
    expect(doubtOf(maskOf((_x, _y, value) => value))).toBe(0);
    expect(doubtOf(maskOf(() => 0))).toBe(0);
  });

  it("does not come from soft edges", () => {
    expect(doubtOf(maskOf((x, _y, value) => (x >= 12 && x < 20 ? 128 : value)))).toBe(0);
  });

  it("is small if a detail is unsure, and large if most of the subject or its surroundings are", () => {
    expect(doubtOf(maskOf((x, y, value) => (x < 24 && y < 24 ? value / 2 : value)))).toBeLessThan(DOUBTFUL);
    expect(doubtOf(maskOf((x, _y, value) => (x < 40 ? value / 3 : value)))).toBeGreaterThan(DOUBTFUL);
    expect(doubtOf(maskOf((_x, _y, value) => Math.max(60, value)))).toBeGreaterThan(DOUBTFUL);
  });

  it("is the greatest if nothing else is there", () => {
    expect(doubtOf(maskOf((_x, _y, value) => value / 3))).toBeGreaterThan(10);
  });
});
