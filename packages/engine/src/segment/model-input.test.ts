import { describe, expect, it } from "vitest";
import type { Raster } from "../image/raster.ts";
import { modelInput } from "./model-input.ts";

const linear = { hasAlpha: false, filter: "linear" } as const;

/** White discs' center of mass is where resizing errors show. */
function spot(side: number): Raster {
  const data = new Uint8Array(4 * side * side);
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      const value =
        255 * Math.exp(-((x + 0.5 - side / 2) ** 2 + (y + 0.5 - side / 2) ** 2) / (side / 5) ** 2);
      data.set([value, value, value, 255], 4 * (y * side + x));
    }
  }
  return { width: side, height: side, data };
}

function centroid({
  width,
  height,
  data,
}: {
  width: number;
  height: number;
  data: Uint8Array;
}): [number, number] {
  let [sum, sumX, sumY] = [0, 0, 0];
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const value = data[3 * (y * width + x)]!;
      sum += value;
      sumX += value * (x + 0.5);
      sumY += value * (y + 0.5);
    }
  }
  return [sumX / sum / width, sumY / sum / height];
}

describe("model input", () => {
  it.each([
    ["reduces", 256, { width: 64, height: 64 }],
    ["enlarges", 48, { width: 192, height: 192 }],
    ["enlarges one side and reduces the other", 96, { width: 64, height: 192 }],
  ])("%s without shifting the picture", async (_, side, size) => {
    const whole = { left: 0, top: 0, width: side, height: side };
    const input = await modelInput(spot(side), whole, size, linear);
    expect([input.width, input.height, input.data.length]).toEqual([
      size.width,
      size.height,
      3 * size.width * size.height,
    ]);
    const [x, y] = centroid(input);
    expect(x).toBeCloseTo(0.5, 3);
    expect(y).toBeCloseTo(0.5, 3);
  });

  it("shows only the region that is asked for", async () => {
    const data = new Uint8Array(4 * 8 * 8).fill(255);
    for (let y = 4; y < 8; y++) data.fill(0, 4 * (8 * y + 4), 4 * (8 * y + 8));
    const corner = { left: 4, top: 4, width: 4, height: 4 };
    const input = await modelInput({ width: 8, height: 8, data }, corner, { width: 2, height: 2 }, linear);
    expect([...input.data]).toEqual(new Array(12).fill(0));
  });

  it("shows transparent pixels as gray, whatever color they hide", async () => {
    const data = new Uint8Array(4 * 16).map((_, i) => (i % 4 === 3 ? 0 : 255));
    const whole = { left: 0, top: 0, width: 4, height: 4 };
    const input = await modelInput(
      { width: 4, height: 4, data },
      whole,
      { width: 4, height: 4 },
      { ...linear, hasAlpha: true },
    );
    expect([...input.data]).toEqual(new Array(48).fill(128));
  });
});
