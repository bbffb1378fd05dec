import { describe, expect, it } from "vitest";
import { box, cutOut, gray, plain, type Shape, white } from "./testing/picture.ts";

describe("shadows on a flat backdrop", () => {
  const soft: Shape = (x, y) => 0.4 * Math.exp(-((x - 190) ** 2 + (y - 280) ** 2) / 2400);

  it("leaves a soft shadow behind, or keeps it as black of its strength", () => {
    const picture = { backdrop: gray, alpha: box(140, 120, 240, 270), shadow: soft };
    const without = cutOut(picture)!;
    expect(without.error).toBeLessThan(0.002);
    expect(without.alphaAt(190, 290)).toBe(0);
    const kept = cutOut(picture, { keepShadow: true })!;
    expect(kept.alphaAt(190, 200)).toBe(255);
    for (const y of [275, 290, 310]) {
      expect(Math.abs(kept.alphaAt(190, y) / 255 - soft(190, y))).toBeLessThan(0.03);
      expect(kept.colorAt(190, y)).toEqual([0, 0, 0]);
    }
    expect(kept.alphaAt(20, 20)).toBe(0);
  });

  it("leaves a shadow behind that is steep beside the thing", () => {
    const cutout = cutOut({
      backdrop: white,
      alpha: box(120, 120, 260, 260),
      shadow: (x, y) => 0.5 * Math.exp(-Math.max(0, 120 - x, x - 260, 120 - y, y - 260) / 24),
      noise: 0.5,
    })!;
    expect(cutout.alphaAt(190, 190)).toBe(255);
    expect(cutout.alphaAt(190, 264)).toBe(0);
    expect(cutout.error).toBeLessThan(0.003);
  });

  it("leaves a shadow on black behind", () => {
    const cutout = cutOut({ backdrop: plain(14, 14, 15), alpha: box(140, 120, 240, 270), shadow: soft })!;
    expect(cutout.error).toBeLessThan(0.002);
    expect(cutout.alphaAt(190, 300)).toBe(0);
  });

  it("leaves a shadow's darker part behind, sharp as it may be", () => {
    const core = box(130, 285, 250, 305);
    const cutout = cutOut({
      backdrop: gray,
      alpha: box(140, 120, 240, 270),
      shadow: (x, y) => soft(x, y) + 0.15 * core(x, y),
    })!;
    expect(cutout.alphaAt(190, 295)).toBe(0);
    expect(cutout.error).toBeLessThan(0.004);
  });
});
