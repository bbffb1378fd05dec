import { describe, expect, it } from "vitest";
import type { Recipe } from "./recipe.ts";
import { pixelsOf } from "./workload.ts";

const photo = { width: 1000, height: 500 };
const pixels = (recipe: Omit<Recipe, "format">) =>
  pixelsOf(photo, { format: "png", ...recipe }, ({ length }) => ({ width: length, height: 10 }));
const all = (value: number, unit: "px" | "%") => {
  const side = { value, unit };
  return { top: side, right: side, bottom: side, left: side };
};

describe("the pixels of a job", () => {
  it("are the photo's or the result's, whichever has more, and those of the pictures it brings along", () => {
    expect(pixels({})).toBe(500_000);
    expect(pixels({ resize: { width: 10 } })).toBe(500_000);
    expect(pixels({ resize: { width: 2000 } })).toBe(2_000_000);
    expect(pixels({ canvas: { width: 3000, height: 1000 } })).toBe(3_000_000);
    expect(pixels({ keepMask: new Uint8Array(7), removeMask: new Uint8Array(5) })).toBe(500_120);
  });

  it("are those of a subject that fills the photo, with its margin", () => {
    expect(pixels({ cropToSubject: {} })).toBe(500_000);
    expect(pixels({ cropToSubject: { margin: all(50, "%") } })).toBe(2_000_000);
    expect(pixels({ cropToSubject: { margin: all(500, "px") } })).toBe(2000 * 1500);
    expect(pixels({ cropToSubject: { margin: all(1e6, "px") } })).toBeLessThanOrEqual(200.1e6);
  });
});
