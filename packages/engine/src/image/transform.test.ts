import { describe, expect, it } from "vitest";
import type { Recipe } from "../recipe.ts";
import type { Raster, Size } from "./raster.ts";
import { centroid, disc, paint, pixelOf } from "./testing/pictures.ts";
import { transform } from "./transform.ts";
import { transformedSize } from "./transformed-size.ts";
import { windowOf } from "./window.ts";

const sizeOf = (photo: Size, recipe: Omit<Recipe, "format">) => {
  const { width, height } = transformedSize(photo, { format: "png", ...recipe });
  return [width, height];
};
const transformed = (raster: Raster, recipe: Omit<Recipe, "format">) =>
  transform(raster, { format: "png", ...recipe });
const photo = { width: 400, height: 300 };

/** Width, height, degrees, and the size of Pillow 9.4's `Image.rotate(degrees, expand=True)`. */
const PILLOW_SIZES: [number, number, number, number, number][] = [
  [400, 300, 0, 400, 300],
  [400, 300, 1, 406, 308],
  [400, 300, 12.5, 456, 380],
  [400, 300, 30, 498, 460],
  [400, 300, 45, 496, 496],
  [400, 300, 89.9, 302, 402],
  [400, 300, 90, 300, 400],
  [400, 300, -90, 300, 400],
  [400, 300, 180, 400, 300],
  [400, 300, 270, 300, 400],
  [400, 300, 360, 400, 300],
  [400, 300, -33.3, 500, 472],
  [7, 5, 90, 5, 7],
  [7, 4, 90, 4, 7],
  [7, 4, 180, 7, 4],
  [7, 5, 1, 9, 7],
  [7, 5, 30, 9, 9],
  [7, 5, 89.9, 7, 9],
  [7, 5, -33.3, 9, 9],
  [1, 1, 45, 3, 3],
  [1, 1, 270, 1, 1],
];

/** Colors of visible pixels must be those of the subject; returns how far the worst is off, weighed by alpha. */
function fringe({ data }: Raster, [red, green, blue]: readonly number[]): number {
  let worst = 0;
  for (let i = 0; i < data.length; i += 4) {
    const off = Math.max(
      Math.abs(data[i]! - red!),
      Math.abs(data[i + 1]! - green!),
      Math.abs(data[i + 2]! - blue!),
    );
    worst = Math.max(worst, (off * data[i + 3]!) / 255);
  }
  return worst;
}

function hasColorUnderAlphaZero({ data }: Raster): boolean {
  return new Uint32Array(data.buffer, data.byteOffset, data.length / 4).some(
    (pixel) => pixel !== 0 && pixel >>> 24 === 0,
  );
}

describe("the size of the result", () => {
  it("follows the aspect ratio when one side is given", () => {
    expect(sizeOf(photo, { resize: { width: 200 } })).toEqual([200, 150]);
    expect(sizeOf(photo, { resize: { height: 600 } })).toEqual([800, 600]);
  });

  it("fits inside both sides, and never becomes nothing", () => {
    expect(sizeOf(photo, { resize: { width: 100, height: 100 } })).toEqual([100, 75]);
    expect(sizeOf({ width: 10_000, height: 1 }, { resize: { width: 10 } })).toEqual([10, 1]);
  });

  it("is exactly what is asked for when both sides are exact", () => {
    expect(sizeOf(photo, { resize: { width: 100, height: 100, exact: true } })).toEqual([100, 100]);
    expect(sizeOf(photo, { resize: { width: 100, exact: true } })).toEqual([100, 75]);
  });

  it("is the photo's without a wish", () => {
    expect(sizeOf(photo, {})).toEqual([400, 300]);
    expect(sizeOf(photo, { resize: {} })).toEqual([400, 300]);
  });

  it.each(PILLOW_SIZES)(
    "grows like Pillow's canvas: %i × %i by %f° becomes %i × %i",
    (w, h, degrees, width, height) => {
      expect(sizeOf({ width: w, height: h }, { rotation: { degrees, expand: true } })).toEqual([
        width,
        height,
      ]);
      expect(sizeOf({ width: w, height: h }, { rotation: { degrees, expand: false } })).toEqual([w, h]);
    },
  );

  it("crops, then resizes, then rotates", () => {
    const crop = { left: 100, top: 50, width: 200, height: 100 };
    expect(sizeOf(photo, { crop, resize: { width: 100 }, rotation: { degrees: 90, expand: true } })).toEqual([
      50, 100,
    ]);
  });

  it("refuses more than 16383 pixels a side or 200 megapixels before any work is done", () => {
    const refusal = expect.objectContaining({ code: "InvalidRecipe" });
    expect(() => sizeOf({ width: 100, height: 10_000 }, { resize: { width: 200 } })).toThrow(refusal);
    const square = { width: 10_000, height: 10_000 };
    expect(sizeOf(square, { rotation: { degrees: 45, expand: true } })).toEqual([14_144, 14_144]);
    expect(() => sizeOf({ width: 16_000, height: 13_000 }, {})).toThrow(refusal);
  });

  it("refuses a crop that reaches out of the photo or is no rectangle of pixels", () => {
    const refusal = expect.objectContaining({ code: "InvalidRecipe" });
    for (const wrong of [{ left: 201 }, { top: -1 }, { width: 0 }, { height: 301 }, { left: 0.5 }]) {
      const crop = { left: 200, top: 0, width: 200, height: 300, ...wrong };
      expect(() => sizeOf(photo, { crop })).toThrow(refusal);
    }
  });
});

describe("resize", () => {
  const color = [230, 120, 40, 255] as const;

  it.each([40, 64, 150, 160, 333])("keeps the middle in the middle at %i pixels", async (width) => {
    const from = disc(160, 40, color, 70);
    const result = await transformed(from, { resize: { width } });
    const expected = (70 * width) / 160;
    const { x, y } = centroid(result);
    expect(Math.abs(x - expected)).toBeLessThan(0.03);
    expect(Math.abs(y - expected)).toBeLessThan(0.03);
  });

  it.each([50, 100, 159, 161, 400])(
    "has no fringe at %i pixels, and no color where nothing is visible",
    async (width) => {
      const result = await transformed(disc(160, 60, color), { resize: { width } });
      expect(fringe(result, color)).toBeLessThanOrEqual(5);
      expect(hasColorUnderAlphaZero(result)).toBe(false);
    },
  );

  it("does not let hidden colors into an edge", async () => {
    const hidden = paint(100, 100, (x) => (x < 50 ? [255, 255, 255, 0] : [10, 10, 10, 255]));
    for (const width of [37, 250])
      expect(fringe(await transformed(hidden, { resize: { width } }), [10, 10, 10])).toBeLessThanOrEqual(1);
  });

  it("keeps a solid picture solid, border pixels included", async () => {
    const solid = () => paint(50, 40, () => [12, 200, 99, 255]);
    for (const size of [{ width: 20 }, { width: 130 }, { width: 130, height: 10, exact: true }]) {
      const { data } = await transformed(solid(), { resize: size });
      expect([...new Set(new Uint32Array(data.buffer, data.byteOffset, data.length / 4))]).toEqual([
        0xff63c80c,
      ]);
    }
  });

  it("enlarges one side while it reduces the other", async () => {
    const result = await transformed(disc(100, 30, color), {
      resize: { width: 300, height: 50, exact: true },
    });
    const { x, y } = centroid(result);
    expect([result.width, result.height, Math.round(x), Math.round(y)]).toEqual([300, 50, 150, 25]);
  });

  it("stretches a single pixel", async () => {
    const result = await transformed(
      paint(1, 1, () => [1, 2, 3, 40]),
      { resize: { width: 7 } },
    );
    expect([result.width, result.height, ...pixelOf(result, 6, 6)]).toEqual([7, 7, 1, 2, 3, 40]);
  });

  it("returns the same raster when nothing changes", async () => {
    const raster = disc(10, 3, color);
    expect(await transformed(raster, { resize: { width: 10 } })).toBe(raster);
  });
});

describe("a window", () => {
  const picture = paint(5, 4, (x, y) => [x, y, 0, 255]);

  it("copies exactly the rectangle", () => {
    const { width, height, data } = windowOf(picture, { left: 1, top: 2, right: 4, bottom: 4 });
    expect([width, height]).toEqual([3, 2]);
    expect([...data]).toEqual(
      [1, 2, 3].flatMap((x) => [x, 2, 0, 255]).concat([1, 2, 3].flatMap((x) => [x, 3, 0, 255])),
    );
  });

  it("is transparent where there is no picture", () => {
    const wide = windowOf(picture, { left: -2, top: -1, right: 7, bottom: 5 });
    expect([wide.width, wide.height]).toEqual([9, 6]);
    expect(pixelOf(wide, 2, 1)).toEqual([0, 0, 0, 255]);
    expect(pixelOf(wide, 6, 4)).toEqual([4, 3, 0, 255]);
    expect(alphaSum(wide.data)).toBe(alphaSum(picture.data));
    expect(alphaSum(windowOf(picture, { left: 5, top: 0, right: 9, bottom: 4 }).data)).toBe(0);
  });
});

describe("rotate", () => {
  const color = [230, 120, 40, 255] as const;
  const numbered = () => paint(5, 4, (x, y) => [1 + x + 5 * y, 0, 0, 255]);
  const numbers = (raster: Raster) => [...raster.data].filter((_, i) => i % 4 === 0);

  it("moves whole pixels at right angles, counter-clockwise, as Pillow does", async () => {
    const expand = true;
    const turned = await transformed(numbered(), { rotation: { degrees: 90, expand } });
    expect([turned.width, turned.height]).toEqual([4, 5]);
    expect(numbers(turned)).toEqual([5, 10, 15, 20, 4, 9, 14, 19, 3, 8, 13, 18, 2, 7, 12, 17, 1, 6, 11, 16]);
    const back = await transformed(numbered(), { rotation: { degrees: -90, expand } });
    expect(numbers(back)).toEqual([16, 11, 6, 1, 17, 12, 7, 2, 18, 13, 8, 3, 19, 14, 9, 4, 20, 15, 10, 5]);
    const over = await transformed(numbered(), { rotation: { degrees: 180, expand } });
    expect(numbers(over)).toEqual(numbers(numbered()).reverse());
    for (const degrees of [270, 270 - 360])
      expect(await transformed(numbered(), { rotation: { degrees, expand } })).toEqual(back);
  });

  it("keeps the canvas at right angles as Pillow does, transparent where nothing lands", async () => {
    const turned = await transformed(numbered(), { rotation: { degrees: 90, expand: false } });
    expect([turned.width, turned.height]).toEqual([5, 4]);
    expect(numbers(turned)).toEqual([5, 10, 15, 20, 0, 4, 9, 14, 19, 0, 3, 8, 13, 18, 0, 2, 7, 12, 17, 0]);
    expect(pixelOf(turned, 4, 0)).toEqual([0, 0, 0, 0]);
  });

  it("comes back to the same pixels after four quarter turns", async () => {
    let raster = disc(33, 9, color, 12);
    for (let i = 0; i < 4; i++)
      raster = await transformed(raster, { rotation: { degrees: 90, expand: true } });
    expect(raster).toEqual(disc(33, 9, color, 12));
  });

  it("returns the same raster for no and for whole turns", async () => {
    const raster = numbered();
    for (const degrees of [0, 360, -360])
      expect(await transformed(raster, { rotation: { degrees, expand: true } })).toBe(raster);
  });

  it.each([1, 30, 45, 137.5, -60])("turns about the middle by %f°", async (degrees) => {
    const result = await transformed(disc(120, 20, color, 80), { rotation: { degrees, expand: true } });
    const radians = (degrees * Math.PI) / 180;
    const { x, y } = centroid(result);
    const [dx, dy] = [20, 20];
    // Counter-clockwise, with y downwards.
    expect(x - result.width / 2).toBeCloseTo(dx * Math.cos(radians) + dy * Math.sin(radians), 1);
    expect(y - result.height / 2).toBeCloseTo(dy * Math.cos(radians) - dx * Math.sin(radians), 1);
  });

  it("cuts nothing off with a growing canvas", async () => {
    const solid = paint(90, 50, () => [10, 20, 30, 255]);
    const { data } = await transformed(solid, { rotation: { degrees: 25, expand: true } });
    const area = alphaSum(data) / 255;
    expect(Math.abs(area - 90 * 50)).toBeLessThan(90 * 50 * 0.005);
  });

  it("has no fringe, and no color where nothing is visible", async () => {
    for (const degrees of [10, 45, 77]) {
      const result = await transformed(disc(160, 60, color), { rotation: { degrees, expand: false } });
      expect(fringe(result, color)).toBeLessThanOrEqual(1);
      expect(hasColorUnderAlphaZero(result)).toBe(false);
    }
  });

  it("rotates a single pixel", async () => {
    const result = await transformed(
      paint(1, 1, () => [9, 9, 9, 255]),
      { rotation: { degrees: 45, expand: true } },
    );
    expect([result.width, result.height]).toEqual([3, 3]);
    expect(pixelOf(result, 1, 1).slice(0, 3)).toEqual([9, 9, 9]);
  });
});

function alphaSum(data: Uint8Array): number {
  return data.reduce((sum, value, i) => (i % 4 === 3 ? sum + value : sum), 0);
}
