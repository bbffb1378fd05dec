import { describe, expect, it } from "vitest";
import type { Raster } from "../image/raster.ts";
import { centroid, disc, paint, pixelOf } from "../image/testing/pictures.ts";
import type { Shadow } from "../recipe.ts";
import { dropShadow as castShadow } from "./shadow.ts";

const BLACK = { r: 0, g: 0, b: 0, alpha: 1 };
const GROW = { grow: true };
const dropShadow = async (...given: Parameters<typeof castShadow>) => (await castShadow(...given)).raster;
const shadowOf = (shadow: Partial<Shadow>): Shadow => ({
  color: BLACK,
  offset: { x: 0, y: 0 },
  blurRadius: 0,
  ...shadow,
});
const square = (size: number, from: number, to: number) =>
  paint(size, size, (x, y) =>
    x >= from && x < to && y >= from && y < to ? [200, 50, 0, 255] : [0, 0, 0, 0],
  );
const sizeOf = ({ width, height }: Raster) => [width, height];

/** The shadow of a speck that is too small to hide it. */
async function shadowAlone(raster: Raster, shadow: Shadow): Promise<Raster> {
  const { width, height, data } = await dropShadow(raster, shadow, { grow: false });
  return { width, height, data: data.map((value, i) => (data[i - (i % 4)] === 200 ? 0 : value)) };
}

describe("drop shadow", () => {
  it("lies under the cutout, moved right and down, in its own color", async () => {
    const color = { r: 10, g: 20, b: 30, alpha: 0.5 };
    const result = await dropShadow(square(40, 10, 20), shadowOf({ color, offset: { x: 5, y: 8 } }), GROW);
    expect(pixelOf(result, 19, 19)).toEqual([200, 50, 0, 255]);
    expect(pixelOf(result, 24, 27)).toEqual([10, 20, 30, 128]);
    expect([pixelOf(result, 25, 27), pixelOf(result, 24, 28), pixelOf(result, 14, 9)]).toEqual(
      Array(3).fill([0, 0, 0, 0]),
    );
  });

  it("mixes with a half transparent cutout by the over operator", async () => {
    const cutout = paint(1, 1, () => [255, 255, 255, 128]);
    const [red, , , alpha] = pixelOf(await dropShadow(cutout, shadowOf({}), GROW), 0, 0);
    expect([red, alpha]).toEqual([170, 192]);
  });

  it("grows the canvas only on the sides where the shadow needs room, and only as far", async () => {
    const grown = async (offset: Shadow["offset"], blurRadius = 0) =>
      sizeOf(await dropShadow(square(40, 10, 30), shadowOf({ offset, blurRadius }), GROW));
    expect(await grown({ x: 10, y: 10 })).toEqual([40, 40]);
    expect(await grown({ x: 25, y: 0 })).toEqual([55, 40]);
    expect(await grown({ x: -15, y: 12 })).toEqual([45, 42]);
    // Three standard deviations of σ = 4.
    expect(await grown({ x: 0, y: 0 }, 8)).toEqual([44, 44]);
  });

  it("keeps the cutout where it was on the grown canvas", async () => {
    const result = await dropShadow(square(40, 10, 30), shadowOf({ offset: { x: -15, y: -20 } }), GROW);
    expect(sizeOf(result)).toEqual([45, 50]);
    expect(pixelOf(result, 5 + 10, 10 + 10)).toEqual([200, 50, 0, 255]);
    expect(pixelOf(result, 0, 0)).toEqual([0, 0, 0, 255]);
  });

  it("keeps the canvas when it must not grow", async () => {
    const result = await dropShadow(
      square(40, 10, 30),
      shadowOf({ offset: { x: 500, y: 0 }, blurRadius: 9 }),
      { grow: false },
    );
    expect(result).toEqual(square(40, 10, 30));
  });

  it.each([2, 3, 4, 9, 20, 60, 100])(
    "is blurred by a Gaussian of σ = %i / 2 about its place",
    async (blurRadius) => {
      const size = 500;
      const cutout = square(size, 240, 250);
      const shadow = await shadowAlone(
        cutout,
        shadowOf({ offset: { x: 20, y: -15 }, blurRadius, color: { ...BLACK, alpha: 1 } }),
      );
      const whole = await dropShadow(square(size, 0, 250), shadowOf({ blurRadius }), GROW);
      const { x } = blurRadius < 10 ? centroid(shadow) : { x: 265 };
      expect(Math.abs(x - 265)).toBeLessThan(0.1);
      expect(Math.abs(edgeSigma(whole) - blurRadius / 2)).toBeLessThan(0.1 + 0.02 * blurRadius);
    },
  );

  it("has no visible end: it fades out before the canvas does", async () => {
    for (const blurRadius of [3, 16, 100]) {
      const { data, width } = await dropShadow(square(120, 0, 120), shadowOf({ blurRadius }), GROW);
      const border = Array.from({ length: width }, (_, x) => data[x * 4 + 3]!);
      expect(Math.max(...border)).toBeLessThanOrEqual(2);
    }
  });

  it("casts none for an empty cutout, and none for the noise of a matte", async () => {
    const noise = () => paint(20, 20, () => [1, 1, 1, 5]);
    expect(await dropShadow(noise(), shadowOf({ offset: { x: 90, y: 90 } }), GROW)).toEqual(noise());
  });

  it("refuses a canvas that would become too large", async () => {
    const far = shadowOf({ offset: { x: 20_000, y: 0 } });
    await expect(dropShadow(disc(20, 5, [1, 2, 3, 255]), far, GROW)).rejects.toMatchObject({
      code: "InvalidRecipe",
    });
  });
});

describe("contact shadow", () => {
  /** 40 pixels wide and 100 high, on row 150. */
  const bottle = () =>
    paint(200, 200, (x, y) => (x >= 80 && x < 120 && y >= 50 && y < 150 ? [200, 50, 0, 255] : [0, 0, 0, 0]));
  const shadowAt = ({ data, width }: Raster, x: number, y: number) => data[(y * width + x) * 4 + 3]!;

  it("lies on the ground around the subject's foot, and nowhere near its head", async () => {
    const result = await dropShadow(bottle(), shadowOf({ kind: "contact", blurRadius: 10 }), { grow: false });
    expect(shadowAt(result, 100, 152)).toBeGreaterThan(60);
    expect(shadowAt(result, 78, 145)).toBeGreaterThan(60);
    expect(shadowAt(result, 78, 100)).toBe(0);
    expect(shadowAt(result, 100, 40)).toBe(0);
    expect(pixelOf(result, 100, 100)).toEqual([200, 50, 0, 255]);
  });

  it("is as flat as the ground, and moves by the offset", async () => {
    const shadow = shadowOf({ kind: "contact", offset: { x: 60, y: 5 } });
    const result = await dropShadow(bottle(), shadow, { grow: false });
    const rows = Array.from({ length: 200 }, (_, y) => y).filter((y) => shadowAt(result, 160, y) > 128);
    expect([rows[0], rows.at(-1)]).toEqual([145, 160]);
  });

  it("makes a picture grow below only where it needs room, and never when it may not", async () => {
    const standing = paint(60, 60, (x, y) => (x >= 20 && x < 40 && y >= 10 ? [1, 2, 3, 255] : [0, 0, 0, 0]));
    const shadow = shadowOf({ kind: "contact", blurRadius: 8 });
    expect(sizeOf(await dropShadow(standing, shadow, GROW))).toEqual([60, 75]);
    const same = paint(60, 60, (x, y) => (x >= 20 && x < 40 && y >= 10 ? [1, 2, 3, 255] : [0, 0, 0, 0]));
    expect(sizeOf(await dropShadow(same, shadow, { grow: false }))).toEqual([60, 60]);
  });

  it("is cast by what stands farther back there, and by nothing that is held up", async () => {
    const scene = paint(200, 200, (x, y) => {
      const isBody = x >= 80 && x < 120 && y >= 50 && y < 150;
      const isBackFoot = x >= 120 && x < 150 && y >= 100 && y < 140;
      const isArm = x >= 40 && x < 80 && y >= 55 && y < 65;
      return isBody || isBackFoot || isArm ? [200, 50, 0, 255] : [0, 0, 0, 0];
    });
    const result = await dropShadow(scene, shadowOf({ kind: "contact", blurRadius: 6 }), { grow: false });
    expect(shadowAt(result, 135, 142)).toBeGreaterThan(40);
    expect(shadowAt(result, 50, 75)).toBe(0);
    expect(shadowAt(result, 50, 150)).toBe(0);
  });

  it("survives a subject of a single row", async () => {
    const row = paint(20, 20, (_, y) => (y === 10 ? [9, 9, 9, 255] : [0, 0, 0, 0]));
    const result = await dropShadow(row, shadowOf({ kind: "contact", offset: { x: 0, y: 4 } }), GROW);
    expect(pixelOf(result, 10, 14)).toEqual([0, 0, 0, 255]);
  });
});

/** σ of a shadow whose subject ends at x = 250 of a canvas that has grown to the left and to the top. */
function edgeSigma({ data, width, height }: Raster): number {
  const left = width - 500;
  const row = height - 500 + 125;
  let tail = 0;
  for (let x = left + 250; x < width; x++) tail += data[(row * width + x) * 4 + 3]! / 255;
  // The tails of a Gaussian edge sum up to σ / √(2π).
  return tail * Math.sqrt(2 * Math.PI);
}
