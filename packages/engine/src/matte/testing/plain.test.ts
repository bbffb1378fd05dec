import { describe, expect, it } from "vitest";
import type { Raster } from "../../image/raster.ts";
import { plainMatte } from "./plain.ts";

function gray(width: number, height: number, alpha = 255): Raster {
  const data = new Uint8Array(4 * width * height);
  for (let i = 0; i < data.length; i += 4) data.set([100, 110, 120, alpha], i);
  return { width, height, data };
}

const whole = ({ width, height }: Raster) => ({ left: 0, top: 0, width, height });

describe("plain matte", () => {
  it.each([
    [8, 40],
    [8, 21],
    [7, 64],
  ])("keeps the center of mass of a mask %d pixels wide in a photo of %d", (side, size) => {
    const data = new Uint8Array(side * side);
    data[3 * side + 2] = 255;
    const photo = gray(size, size);
    plainMatte(photo, { mask: { width: side, height: side, data }, region: whole(photo) });
    let [sum, sumX, sumY] = [0, 0, 0];
    for (let i = 0; i < size * size; i++) {
      const alpha = photo.data[4 * i + 3]!;
      sum += alpha;
      sumX += alpha * ((i % size) + 0.5);
      sumY += alpha * (Math.floor(i / size) + 0.5);
    }
    expect(sumX / sum / size).toBeCloseTo(2.5 / side, 2);
    expect(sumY / sum / size).toBeCloseTo(3.5 / side, 2);
  });

  it("makes everything outside the region, and every color under alpha 0, transparent black", () => {
    const photo = gray(6, 5);
    const region = { left: 1, top: 2, width: 3, height: 2 };
    plainMatte(photo, { mask: { width: 1, height: 1, data: Uint8Array.of(255) }, region });
    for (let y = 0; y < 5; y++) {
      for (let x = 0; x < 6; x++) {
        const inside = x >= 1 && x < 4 && y >= 2 && y < 4;
        const pixel = [...photo.data.subarray(4 * (6 * y + x), 4 * (6 * y + x) + 4)];
        expect(pixel).toEqual(inside ? [100, 110, 120, 255] : [0, 0, 0, 0]);
      }
    }
  });

  it("keeps the photo's own alpha as a factor", () => {
    const photo = gray(2, 2, 100);
    plainMatte(photo, { mask: { width: 1, height: 1, data: Uint8Array.of(128) }, region: whole(photo) });
    expect(photo.data[3]).toBe(50);
  });
});
