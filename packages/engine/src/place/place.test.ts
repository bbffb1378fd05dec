import { subjectBounds } from "@alphacut/pixels";
import { describe, expect, it } from "vitest";
import { compose } from "../compose/compose.ts";
import { DEFAULT_LIMITS } from "../image/probe.ts";
import type { Raster } from "../image/raster.ts";
import { disc, type Pixel, paint, pixelOf } from "../image/testing/pictures.ts";
import { transformedSize } from "../image/transformed-size.ts";
import type { Canvas, Length, Recipe, Sides } from "../recipe.ts";

const RED: Pixel = [220, 20, 10, 255];
const WHITE = { r: 255, g: 255, b: 255, alpha: 1 };
const BLACK = { r: 0, g: 0, b: 0, alpha: 1 };
const px = (value: number): Length => ({ value, unit: "px" });
const percent = (value: number): Length => ({ value, unit: "%" });
const all = (side: Length): Sides => ({ top: side, right: side, bottom: side, left: side });

/** A red rectangle on an empty canvas. */
const block = (width: number, height: number, left: number, top: number, right: number, bottom: number) =>
  paint(width, height, (x, y) => (x >= left && x < right && y >= top && y < bottom ? RED : [0, 0, 0, 0]));
/** 200 × 100 pixels, the subject 40 × 20 of them at 30, 50. */
const small = () => block(200, 100, 30, 50, 70, 70);
const made = (cutout: Raster, recipe: Omit<Recipe, "format">, photo?: Raster) =>
  compose(cutout, photo, { format: "png", ...recipe }, DEFAULT_LIMITS);
const boundsIn = async (cutout: Raster, recipe: Omit<Recipe, "format">) => {
  const { raster, subject } = await made(cutout, recipe);
  // What it says must be what the picture shows.
  if (!recipe.outline && !recipe.shadow && !recipe.background) expect(subjectBounds(raster)).toEqual(subject);
  const { left, top, right, bottom } = subject!;
  return { size: [raster.width, raster.height], at: [left, top, right, bottom] };
};
const onCanvas = (cutout: Raster, canvas: Canvas) => boundsIn(cutout, { canvas });

describe("where the subject is", () => {
  it("is told in pixels of the result, through crop, size, rotation, outline and shadow", async () => {
    expect((await boundsIn(small(), {})).at).toEqual([30, 50, 70, 70]);
    const crop = { left: 20, top: 40, width: 100, height: 50 };
    expect((await boundsIn(small(), { crop })).at).toEqual([10, 10, 50, 30]);
    expect((await boundsIn(small(), { crop, resize: { width: 200 } })).at).toEqual([19, 19, 101, 61]);
    const rotation = { degrees: 90, expand: true };
    expect((await boundsIn(small(), { rotation })).at).toEqual([50, 130, 70, 170]);
    const shadow = { color: BLACK, offset: { x: -60, y: -70 }, blurRadius: 0 };
    const outline = { color: WHITE, width: 40 };
    expect(await boundsIn(small(), { outline, shadow })).toEqual({
      size: [270, 170],
      at: [100, 110, 140, 130],
    });
  });

  it("is not made larger by the noise of a matte", async () => {
    const noisy = paint(100, 100, (x, y) => {
      if (x >= 40 && x < 60 && y >= 40 && y < 60) return RED;
      return x % 17 === 0 && y % 13 === 0 ? [9, 9, 9, 12] : [0, 0, 0, 0];
    });
    expect((await boundsIn(noisy, {})).at).toEqual([40, 40, 60, 60]);
  });

  it("is nowhere in an empty cutout, in a faint one and in one with a few specks, and those have no subject", async () => {
    const nothing = await made(block(50, 50, 0, 0, 0, 0), {});
    expect([nothing.foundSubject, nothing.subject]).toEqual([false, undefined]);
    const faint = paint(50, 50, () => [9, 9, 9, 30]);
    expect((await made(faint, {})).foundSubject).toBe(false);
    const specks = paint(500, 500, (x, y) => (y === 7 && x % 100 === 0 ? RED : [0, 0, 0, 0]));
    expect((await made(specks, {})).foundSubject).toBe(false);
    expect((await made(small(), {})).foundSubject).toBe(true);
  });
});

describe("cropping to the subject", () => {
  it("cuts off all that is empty", async () => {
    expect(await boundsIn(small(), { cropToSubject: {} })).toEqual({ size: [40, 20], at: [0, 0, 40, 20] });
  });

  it("leaves a margin in pixels, or in percent of the subject's sides, beyond the photo too", async () => {
    const margin = { top: px(5), right: percent(10), bottom: px(40), left: percent(50) };
    expect(await boundsIn(small(), { cropToSubject: { margin } })).toEqual({
      size: [64, 65],
      at: [20, 5, 60, 25],
    });
  });

  it("comes after a crop by numbers and before size and rotation", async () => {
    const crop = { left: 50, top: 0, width: 150, height: 100 };
    expect(await boundsIn(small(), { crop, cropToSubject: {} })).toEqual({
      size: [20, 20],
      at: [0, 0, 20, 20],
    });
    const { size } = await boundsIn(small(), {
      cropToSubject: {},
      resize: { width: 80 },
      rotation: { degrees: 90, expand: true },
    });
    expect(size).toEqual([40, 80]);
  });

  it("shows no more than the photo where its own background stays", async () => {
    const photo = paint(200, 100, () => [10, 20, 30, 255]);
    const { raster } = await made(
      small(),
      { cropToSubject: { margin: all(px(40)) }, background: { kind: "blur", radius: 10 } },
      photo,
    );
    expect([raster.width, raster.height]).toEqual([110, 90]);
    expect(pixelOf(raster, 0, 0)[3]).toBe(255);
  });

  it("changes nothing where nothing is found", async () => {
    const { raster } = await made(block(50, 40, 0, 0, 0, 0), { cropToSubject: {} });
    expect([raster.width, raster.height]).toEqual([50, 40]);
  });

  it("refuses a result that would become too large", async () => {
    const speck = block(10, 10, 5, 1, 6, 9);
    await expect(made(speck, { cropToSubject: {}, resize: { width: 9000 } })).rejects.toMatchObject({
      code: "InvalidRecipe",
    });
    const cropToSubject = { margin: all(px(20_000)) };
    await expect(made(speck, { cropToSubject, resize: { width: 5 } })).rejects.toMatchObject({
      code: "InvalidRecipe",
    });
  });
});

describe("placing the subject on a canvas", () => {
  it("fits it into what the padding leaves, in the middle", async () => {
    const canvas = { width: 1000, height: 1000, padding: all(percent(5)) };
    expect(await onCanvas(small(), canvas)).toEqual({ size: [1000, 1000], at: [50, 275, 950, 725] });
  });

  it("takes percent of a padding from the canvas's own side, and pixels as they are", async () => {
    const padding = { top: percent(10), right: percent(10), bottom: px(30), left: px(0) };
    expect(await onCanvas(small(), { width: 200, height: 400, padding })).toEqual({
      size: [200, 400],
      at: [0, 160, 180, 250],
    });
  });

  it("fills what the padding leaves, and cuts off what reaches out of the canvas", async () => {
    const canvas = { width: 100, height: 100, scale: "fill" } as const;
    const { raster, subject } = await made(small(), { canvas });
    expect(subject).toEqual({ left: 0, top: 0, right: 100, bottom: 100 });
    expect(subjectBounds(raster)).toEqual(subject);
    // A subject as thin as a line fills it without being scaled as a whole.
    const thin = await made(block(20, 2000, 10, 1, 12, 1999), {
      canvas: { ...canvas, width: 3000, height: 1000 },
    });
    expect(pixelOf(thin.raster, 1500, 500)).toEqual([...RED]);
  });

  it("scales it to a share of the canvas", async () => {
    expect(await onCanvas(small(), { width: 400, height: 300, scale: { share: 0.5 } })).toEqual({
      size: [400, 300],
      at: [100, 100, 300, 200],
    });
  });

  it("keeps its size on request, and on request does not enlarge it", async () => {
    expect((await onCanvas(small(), { width: 400, height: 300, scale: "original" })).at).toEqual([
      180, 140, 220, 160,
    ]);
    expect((await onCanvas(small(), { width: 400, height: 300, enlarge: false })).at).toEqual([
      180, 140, 220, 160,
    ]);
    expect((await onCanvas(small(), { width: 20, height: 20, enlarge: false })).at).toEqual([0, 5, 20, 15]);
  });

  it("never distorts it", async () => {
    for (const scale of ["fit", "fill", { share: 0.3 }] as const) {
      const { subject } = await made(disc(90, 31, RED), { canvas: { width: 700, height: 301, scale } });
      if (scale !== "fill") expect(subject!.right - subject!.left).toBe(subject!.bottom - subject!.top);
    }
  });

  it.each<[number, number, number, number]>([
    [0, 0, 10, 10],
    [100, 0, 150, 10],
    [50, 50, 80, 60],
    [100, 100, 150, 110],
    [25, 75, 45, 85],
  ])("aligns it within the padding: %i %% × %i %%", async (x, y, left, top) => {
    const canvas = {
      width: 200,
      height: 140,
      scale: "original",
      padding: all(px(10)),
      align: { x, y },
    } as const;
    expect((await onCanvas(small(), canvas)).at).toEqual([left, top, left + 40, top + 20]);
  });

  it("leaves it where it was, in proportion, on request", async () => {
    // 30 of 160 free pixels on the left, 50 of 80 above.
    const canvas = { width: 400, height: 220, scale: "original", align: "original" } as const;
    expect((await onCanvas(small(), canvas)).at).toEqual([68, 125, 108, 145]);
  });

  it("is as large as the picture would be without it when it has no size of its own", async () => {
    expect(await boundsIn(small(), { resize: { width: 100 }, canvas: { scale: "original" } })).toEqual({
      size: [100, 50],
      at: [40, 20, 60, 30],
    });
    expect((await boundsIn(small(), { canvas: { height: 300 } })).size).toEqual([200, 300]);
  });

  it("takes a turned subject", async () => {
    const rotation = { degrees: 90, expand: true };
    expect(await boundsIn(small(), { rotation, canvas: { width: 200, height: 200 } })).toEqual({
      size: [200, 200],
      at: [50, 0, 150, 200],
    });
  });

  it("does not blow up the specks of a photo without a subject", async () => {
    const specks = paint(500, 500, (x, y) => (y === 7 && x % 100 === 0 ? RED : [0, 0, 0, 0]));
    const { raster } = await made(specks, { canvas: { width: 30, height: 20 } });
    expect(raster.data.every((value) => value === 0)).toBe(true);
  });

  it("is empty, of its size and in its color, where nothing is found", async () => {
    const { raster, foundSubject } = await made(block(50, 40, 0, 0, 0, 0), {
      canvas: { width: 30, height: 20 },
      background: { kind: "color", color: WHITE },
    });
    expect([raster.width, raster.height, foundSubject]).toEqual([30, 20, false]);
    expect(pixelOf(raster, 15, 10)).toEqual([255, 255, 255, 255]);
  });

  it("refuses a padding that leaves no room", async () => {
    await expect(
      made(small(), { canvas: { width: 100, height: 100, padding: all(percent(50)) } }),
    ).rejects.toMatchObject({ code: "InvalidRecipe", message: expect.stringContaining("no room") });
  });

  it("refuses a canvas that no format can hold before any work is done", () => {
    const recipe = { format: "png", canvas: { width: 20_000 } } as const;
    expect(() => transformedSize({ width: 9, height: 9 }, recipe)).toThrow("20000");
  });

  it("lets the photo's own blurred background cover it", async () => {
    const photo = paint(200, 100, () => [10, 20, 200, 255]);
    const background = { kind: "blur", radius: 8 } as const;
    const { raster } = await made(
      small(),
      { canvas: { width: 90, height: 120, padding: all(px(20)) }, background },
      photo,
    );
    expect([raster.width, raster.height]).toEqual([90, 120]);
    for (const [x, y] of [
      [0, 0],
      [89, 119],
      [45, 5],
    ] as const)
      expect(Math.abs(pixelOf(raster, x, y)[2]! - 200)).toBeLessThanOrEqual(1);
    expect(pixelOf(raster, 45, 60)).toEqual([...RED]);
  });
});

describe("a subject that the photo's frame cuts off", () => {
  const bust = () => block(100, 100, 30, 40, 70, 100);
  const canvas = { width: 400, height: 400, padding: all(percent(10)) };

  it("stands on the canvas's edge on that side, in spite of the padding", async () => {
    expect((await onCanvas(bust(), canvas)).at).toEqual([80, 40, 320, 400]);
    const cornered = block(100, 100, 0, 40, 40, 100);
    expect((await onCanvas(cornered, canvas)).at).toEqual([0, 40, 240, 400]);
  });

  it("stays there after a quarter turn", async () => {
    expect((await boundsIn(bust(), { rotation: { degrees: 90, expand: true }, canvas })).at).toEqual([
      40, 80, 400, 320,
    ]);
  });

  it("is cut by a crop by numbers and by the region of interest as well", async () => {
    const crop = { left: 0, top: 0, width: 200, height: 60 };
    expect((await boundsIn(small(), { crop, canvas })).at[3]).toBe(400);
    const regionOfInterest = { left: px(0), top: px(0), right: px(200), bottom: px(60) };
    expect((await boundsIn(block(200, 100, 30, 50, 70, 60), { regionOfInterest, canvas })).at[3]).toBe(400);
  });

  it("is in the middle between two cut sides that it cannot both reach", async () => {
    const column = block(100, 100, 40, 0, 60, 100);
    expect((await onCanvas(column, canvas)).at).toEqual([160, 0, 240, 400]);
    expect((await onCanvas(column, { ...canvas, width: 60 })).at).toEqual([6, 80, 54, 320]);
  });

  it("keeps its distance where that axis is aligned, or where that is switched off", async () => {
    expect((await onCanvas(bust(), { ...canvas, align: { y: 50 } })).at).toEqual([94, 40, 307, 360]);
    expect((await onCanvas(bust(), { ...canvas, align: { x: 0 } })).at[3]).toBe(400);
    expect((await onCanvas(bust(), { ...canvas, keepCutSides: false })).at).toEqual([94, 40, 307, 360]);
  });

  it("is not one that only touches the frame", async () => {
    const touching = paint(200, 200, (x, y) => {
      const isFoot = y >= 198 && x === 100;
      return isFoot || (x >= 50 && x < 150 && y >= 20 && y < 198) ? RED : [0, 0, 0, 0];
    });
    expect((await onCanvas(touching, canvas)).at[3]).toBe(360);
  });
});

describe("what lies around the subject", () => {
  const shadow = { color: BLACK, offset: { x: 60, y: 60 }, blurRadius: 40 };
  const outline = { color: WHITE, width: 30 };

  it("never makes a canvas or an exact size larger than asked for", async () => {
    for (const recipe of [
      { canvas: { width: 300, height: 300 } },
      { resize: { width: 300, height: 300, exact: true } },
    ]) {
      const { raster } = await made(small(), { ...recipe, shadow, outline });
      expect([raster.width, raster.height]).toEqual([300, 300]);
    }
    const { raster } = await made(small(), { shadow });
    expect(raster.height).toBeGreaterThan(100);
  });

  it("has its outline on the canvas too, but none along a side where the frame cuts the subject off", async () => {
    const { at } = await boundsIn(small(), {
      canvas: { width: 200, height: 200 },
      outline: { ...outline, width: 10 },
    });
    expect(at).toEqual([10, 55, 190, 145]);
    const bust = await boundsIn(block(100, 100, 30, 40, 70, 100), {
      canvas: { width: 200, height: 200 },
      outline: { ...outline, width: 10 },
    });
    expect(bust.at.slice(1)).toEqual([10, expect.any(Number), 200]);
  });
});

describe("by hand", () => {
  it("a subject that has its place is moved by percent of the canvas and scaled about its middle", async () => {
    const canvas = { width: 100, height: 100, padding: all(px(10)) };
    expect(await onCanvas(small(), canvas)).toMatchObject({ at: [10, 30, 90, 70] });
    expect(await onCanvas(small(), { ...canvas, adjust: { x: 5, y: -20, scale: 0.5 } })).toMatchObject({
      size: [100, 100],
      at: [35, 20, 75, 40],
    });
  });

  it("it may reach out of the canvas, and nothing is left of one that is moved away", async () => {
    const canvas = { scale: "original", align: "original" } as const;
    expect(await onCanvas(small(), canvas)).toEqual({ size: [200, 100], at: [30, 50, 70, 70] });
    expect(await onCanvas(small(), { ...canvas, adjust: { x: -25 } })).toMatchObject({ at: [0, 50, 20, 70] });
    const { subject, raster } = await made(small(), { canvas: { ...canvas, adjust: { x: 150 } } });
    expect(subject).toBeUndefined();
    expect(raster.data.every((value) => value === 0)).toBe(true);
  });
});

describe("mirrored", () => {
  it("left and right are exchanged, before the rotation", async () => {
    expect(await boundsIn(small(), { mirror: true })).toEqual({ size: [200, 100], at: [130, 50, 170, 70] });
    const turned = await boundsIn(small(), { mirror: true, rotation: { degrees: 180, expand: true } });
    expect(turned).toEqual({ size: [200, 100], at: [30, 30, 70, 50] });
  });

  it("a side that the frame cuts off stays on the other edge of a canvas", async () => {
    const cut = block(100, 100, 60, 20, 100, 80);
    const canvas = { width: 100, height: 100, padding: all(px(10)) };
    expect((await onCanvas(cut, canvas)).at[2]).toBe(100);
    expect((await boundsIn(cut, { mirror: true, canvas })).at[0]).toBe(0);
  });
});
