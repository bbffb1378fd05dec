import type { Affine } from "@alphacut/pixels";
import { describe, expect, test } from "vitest";
import { place } from "../core/geometry.ts";
import { boundsOf, outlineOf } from "./outline.ts";

const SAME: Affine = [1, 0, 0, 1, 0, 0];

function outline(width: number, height: number, visible: [x: number, y: number, alpha: number][]) {
  const rgba = new Uint8ClampedArray(width * height * 4);
  for (const [x, y, alpha] of visible) rgba[(y * width + x) * 4 + 3] = alpha;
  return outlineOf(rgba, { width, height });
}

describe("the smallest box", () => {
  test("ignores the noise of a matte", () => {
    const found = outline(6, 5, [
      [2, 1, 255],
      [4, 3, 8],
      [0, 0, 7],
    ]);
    expect(boundsOf(found, SAME, { width: 6, height: 5 })).toEqual({ left: 2, top: 1, width: 3, height: 3 });
  });

  test("is everything when nothing is visible", () => {
    expect(boundsOf(outline(3, 2, [[1, 1, 3]]), SAME, { width: 3, height: 2 })).toEqual({
      left: 0,
      top: 0,
      width: 3,
      height: 2,
    });
  });

  test("counts the last pixel of the last row", () => {
    const found = outline(3, 3, [[2, 2, 200]]);
    expect(boundsOf(found, SAME, { width: 3, height: 3 })).toEqual({ left: 2, top: 2, width: 1, height: 1 });
  });

  test("follows a rotation: a diagonal line that is turned by 45 degrees is upright and thin", () => {
    const side = 100;
    const diagonal = Array.from({ length: side }, (_, i): [number, number, number] => [i, i, 255]);
    const { canvas, toCanvas } = place(
      { left: 0, top: 0, width: side, height: side },
      { width: null, height: null, exact: false },
      { mirror: false, rotation: { degrees: -45, expand: true } },
    );
    const box = boundsOf(outline(side, side, diagonal), toCanvas, canvas);
    expect(box.width).toBeLessThanOrEqual(4);
    expect(box.height).toBe(canvas.height);
  });
});
