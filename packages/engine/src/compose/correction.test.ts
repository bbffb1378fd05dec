import { describe, expect, it } from "vitest";
import type { Raster } from "../image/raster.ts";
import { applyCorrection } from "./correction.ts";

const pixel = (...data: [number, number, number, number]): Raster => ({
  width: 1,
  height: 1,
  data: Uint8Array.from(data),
});
const photo = pixel(200, 100, 50, 255);

function corrected(cutout: Raster, stroke: Raster, original = photo): number[] {
  applyCorrection(cutout, original, stroke);
  return [...cutout.data];
}

describe("correction by hand", () => {
  it("brings back the photo's own pixel where a stroke keeps", () => {
    expect(corrected(pixel(0, 0, 0, 0), pixel(255, 255, 255, 255))).toEqual([200, 100, 50, 255]);
  });

  it("leaves neither alpha nor color where a stroke erases", () => {
    expect(corrected(pixel(9, 9, 9, 255), pixel(0, 0, 0, 255))).toEqual([0, 0, 0, 0]);
  });

  it("changes nothing where there is no stroke", () => {
    expect(corrected(pixel(1, 2, 3, 77), pixel(255, 255, 255, 0))).toEqual([1, 2, 3, 77]);
  });

  it("mixes in proportion at the soft edge of a stroke", () => {
    // Half a stroke over half a cutout: α' = 0.5 · 0.5 + 0.5.
    const [red, , , alpha] = corrected(pixel(0, 0, 0, 128), pixel(255, 255, 255, 128));
    expect(alpha).toBeCloseTo(0.75 * 255, -1);
    expect(red).toBeCloseTo((200 * 0.5) / 0.75, -1);
  });

  it("keeps no more than the photo itself has", () => {
    const translucent = pixel(200, 100, 50, 100);
    expect(corrected(pixel(0, 0, 0, 0), pixel(255, 255, 255, 255), translucent)).toEqual([200, 100, 50, 100]);
  });
});
