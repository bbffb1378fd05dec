import { describe, expect, it } from "vitest";
import type { Raster } from "../image/raster.ts";
import { disc, type Pixel, paint, pixelOf, seededRandom } from "../image/testing/pictures.ts";
import { blurLayer } from "./blur.ts";
import { paintUnder } from "./over.ts";

const nothing = ({ width, height }: Raster) => paint(width, height, () => [0, 0, 0, 0]);

/** The blurred background alone, without the subject that was taken out of it. */
async function backdrop(photo: Raster, cutout: Raster, radius: number): Promise<Raster> {
  const canvas = nothing(photo);
  paintUnder(canvas, await blurLayer(photo, cutout, radius));
  return canvas;
}

const toLight = (level: number) =>
  level <= 10.31 ? level / 255 / 12.92 : ((level / 255 + 0.055) / 1.055) ** 2.4;

/** σ of the blur of a vertical step from black to white, over all rows: dither is right in the mean only. */
function measuredSigma({ data, width, height }: Raster, light: (level: number) => number): number {
  const values = Array.from({ length: width }, (_, x) => {
    let sum = 0;
    for (let y = 0; y < height; y++) sum += light(data[(y * width + x) * 4]!);
    return sum / height;
  });
  const slopes = values.slice(1).map((value, i) => value - values[i]!);
  const total = slopes.reduce((sum, slope) => sum + slope, 0);
  const mean = slopes.reduce((sum, slope, i) => sum + slope * i, 0) / total;
  return Math.sqrt(slopes.reduce((sum, slope, i) => sum + slope * (i - mean) ** 2, 0) / total);
}

/** The largest difference of any pixel's color from one color. */
function largestDifference({ data }: Raster, color: readonly number[]): number {
  return data.reduce((largest, value, i) => {
    const channel = i % 4;
    return channel === 3 ? largest : Math.max(largest, Math.abs(value - color[channel]!));
  }, 0);
}

describe("the blurred background", () => {
  const step = paint(400, 40, (x) => (x < 200 ? [0, 0, 0, 255] : [255, 255, 255, 255]));

  it.each([6, 7, 9, 10, 20, 33, 50])("is a Gaussian of σ = %i / 2 in linear light", async (radius) => {
    const sigma = measuredSigma(await backdrop(step, nothing(step), radius), toLight);
    expect(Math.abs(sigma - radius / 2)).toBeLessThan(0.02 * radius);
  });

  it.each([1, 2, 3, 4, 5])("is a Gaussian of σ = %i / 2 where it is narrow", async (radius) => {
    const sigma = measuredSigma(await backdrop(step, nothing(step), radius), (level) => level);
    expect(Math.abs(sigma - radius / 2)).toBeLessThan(0.1);
  });

  it("stays where it was", async () => {
    const bar = paint(300, 300, (x, y) =>
      Math.hypot(x - 120, y - 170) < 20 ? [255, 255, 255, 255] : [0, 0, 0, 255],
    );
    for (const radius of [2, 7, 30]) {
      const { data } = await backdrop(bar, nothing(bar), radius);
      let [sum, sumX, sumY] = [0, 0, 0];
      for (let i = 0; i < 300 * 300; i++) {
        const light = toLight(data[i * 4]!);
        sum += light;
        sumX += light * (i % 300);
        sumY += light * Math.floor(i / 300);
      }
      expect(Math.abs(sumX / sum - 120)).toBeLessThan(0.3);
      expect(Math.abs(sumY / sum - 170)).toBeLessThan(0.3);
    }
  });

  it.each([0, 1, 3, 4, 12, 50])(
    "takes nothing of the subject's color with it at radius %i",
    async (radius) => {
      const subject = disc(300, 90, [255, 255, 255, 255]);
      const photo = paint(300, 300, (x, y) => {
        const alpha = pixelOf(subject, x, y)[3]! / 255;
        const mix = (background: number) => Math.round(255 * alpha + background * (1 - alpha));
        return [mix(30), mix(60), mix(90), 255];
      });
      expect(largestDifference(await backdrop(photo, subject, radius), [30, 60, 90])).toBeLessThanOrEqual(1);
    },
  );

  it("takes nothing of a rim that the matte left behind", async () => {
    // The photo's subject is two pixels larger than the matte says.
    const photo = paint(300, 300, (x, y) =>
      Math.hypot(x - 149.5, y - 149.5) < 82 ? [255, 0, 0, 255] : [0, 60, 90, 255],
    );
    const result = await backdrop(photo, disc(300, 80, [255, 0, 0, 255]), 20);
    expect(largestDifference(result, [0, 60, 90])).toBeLessThanOrEqual(4);
  });

  it("continues the surroundings into the place of the subject", async () => {
    const photo = paint(200, 200, (x) => (x < 100 ? [200, 0, 0, 255] : [0, 0, 200, 255]));
    const result = await backdrop(photo, disc(200, 50, [0, 255, 0, 255]), 10);
    expect(pixelOf(result, 65, 100)[0]).toBeGreaterThan(150);
    expect(pixelOf(result, 135, 100)[2]).toBeGreaterThan(150);
  });

  it("keeps highlights bright: white and black mix to the mean of their light", async () => {
    const stripes = paint(256, 64, (x) => (x & 1 ? [255, 255, 255, 255] : [0, 0, 0, 255]));
    expect(
      Math.abs(pixelOf(await backdrop(stripes, nothing(stripes), 20), 128, 32)[0]! - 188),
    ).toBeLessThanOrEqual(1);
  });

  it("has no bands in slow transitions", async () => {
    const ramp = paint(64, 1024, (_, y) => [100 + Math.floor(y / 256), 100, 100, 255]);
    const { data } = await backdrop(ramp, nothing(ramp), 50);
    const rows = Array.from(
      { length: 1024 },
      (_, y) => new Set(Array.from({ length: 8 }, (_, x) => data[(y * 64 + x) * 4])),
    );
    expect(rows.filter((levels) => levels.size > 1).length).toBeGreaterThan(100);
  });

  it("keeps the photo's own transparency and shows no color from beneath it", async () => {
    const photo = paint(60, 60, (x) => (x < 30 ? [0, 0, 0, 0] : [200, 200, 200, 255]));
    for (const radius of [2, 20]) {
      const result = await backdrop(photo, nothing(photo), radius);
      expect(pixelOf(result, 10, 10)).toEqual([0, 0, 0, 0]);
      expect(pixelOf(result, 31, 30)[0]).toBeGreaterThanOrEqual(199);
    }
  });

  it("takes the photo itself where it is all subject, and nothing where it is all transparent", async () => {
    const photo = paint(40, 40, () => [90, 90, 90, 255]);
    const clear = nothing(photo);
    for (const radius of [2, 20]) {
      expect(pixelOf(await backdrop(photo, photo, radius), 20, 20)).toEqual([90, 90, 90, 255]);
      expect(await backdrop(clear, clear, radius)).toEqual(clear);
    }
  });

  it("works at every size", async () => {
    const random = seededRandom(5);
    for (const [width, height] of [
      [1, 1],
      [2, 1],
      [1, 90],
      [97, 3],
      [51, 53],
    ] as const) {
      const noise = paint(width, height, (): Pixel => [random() * 256, random() * 256, random() * 256, 255]);
      for (const radius of [0, 1, 4, 17, 50]) {
        const { data } = await backdrop(noise, nothing(noise), radius);
        expect(data.every((value, i) => i % 4 !== 3 || value === 255)).toBe(true);
      }
    }
  });
});
