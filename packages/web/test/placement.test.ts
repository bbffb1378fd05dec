import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createEngine } from "@alphacut/engine";
import { brightnessModel } from "@alphacut/engine/testing";
import { apply } from "@alphacut/pixels";
import fc from "fast-check";
import sharp from "sharp";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Box, place } from "../src/editor/core/geometry.ts";
import { recipeOf } from "../src/editor/core/recipe.ts";
import { DEFAULT_SETTINGS, type Settings } from "../src/editor/core/settings.ts";

let directory: string;
let engine: ReturnType<typeof createEngine>;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "alphacut-placement-"));
  const customModels = [await brightnessModel(directory)];
  engine = createEngine({ modelsDir: directory, model: "brightness", customModels, threads: 1 });
});
afterAll(async () => {
  await engine.close();
  await rm(directory, { recursive: true });
});

const side = fc.integer({ min: 1, max: 40 });
const settings = fc.record({
  resize: fc.record({
    width: fc.option(side),
    height: fc.option(side),
    exact: fc.boolean(),
  }),
  mirror: fc.boolean(),
  rotation: fc.record({
    degrees: fc.oneof(fc.constantFrom(-180, -90, 0, 90, 180), fc.integer({ min: -180, max: 180 })),
    expand: fc.boolean(),
  }),
});

/** A photo of which a rectangle is shown. */
const crops = fc
  .record({ width: side, height: side, left: fc.nat(4), top: fc.nat(4), right: fc.nat(4), bottom: fc.nat(4) })
  .map(({ width, height, left, top, right, bottom }) => ({
    photo: { width: left + width + right, height: top + height + bottom },
    crop: { left, top, width, height },
  }));

test("for any size, crop and turn, the preview has exactly the size that the engine makes", async () => {
  const property = fc.asyncProperty(crops, settings, async ({ photo, crop }, chosen) => {
    const all: Settings = { ...DEFAULT_SETTINGS, ...chosen };
    const bytes = await white(photo);
    const made = await engine.cutout(bytes, { format: "png", ...geometryOf(all, photo, crop) });
    const { canvas } = place(crop, all.resize, all);
    expect({ width: made.width, height: made.height }).toEqual(canvas);
  });
  await fc.assert(property, { seed: 1, numRuns: 150 });
});

test("at right angles, every pixel of the preview is the pixel that the engine puts there", async () => {
  const turns = fc.record({ degrees: fc.constantFrom(-180, -90, 90, 180), expand: fc.boolean() });
  const property = fc.asyncProperty(crops, turns, fc.boolean(), async ({ photo, crop }, rotation, mirror) => {
    const all: Settings = { ...DEFAULT_SETTINGS, rotation, mirror };
    const made = await engine.cutout(await numbered(photo), {
      format: "png",
      ...geometryOf(all, photo, crop),
    });
    const { toCanvas } = place(crop, all.resize, all);
    const { data, info } = await sharp(made.data).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
    for (let y = crop.top; y < crop.top + crop.height; y++) {
      for (let x = crop.left; x < crop.left + crop.width; x++) {
        const at = apply(toCanvas, { x: x + 0.5, y: y + 0.5 });
        const isShown = at.x > 0 && at.y > 0 && at.x < info.width && at.y < info.height;
        const p = (Math.floor(at.y) * info.width + Math.floor(at.x)) * 4;
        if (isShown) expect([data[p], data[p + 1]]).toEqual([200 + x, 200 + y]);
      }
    }
  });
  await fc.assert(property, { seed: 1, numRuns: 40 });
});

/** The part of the recipe that says where pixels go. */
function geometryOf(all: Settings, photo: { width: number; height: number }, crop: Box) {
  const {
    format: _,
    background,
    shadow,
    output,
    ...geometry
  } = recipeOf({ settings: all, adjust: null }, photo, crop);
  return geometry as object;
}

function white({ width, height }: { width: number; height: number }): Promise<Buffer> {
  return sharp({ create: { width, height, channels: 3, background: "white" } })
    .png()
    .toBuffer();
}

/** Every pixel says where it is, and is bright enough to be subject. */
function numbered({ width, height }: { width: number; height: number }): Promise<Buffer> {
  const data = Buffer.alloc(width * height * 3, 255);
  for (let y = 0, p = 0; y < height; y++)
    for (let x = 0; x < width; x++, p += 3) data.set([200 + x, 200 + y], p);
  return sharp(data, { raw: { width, height, channels: 3 } })
    .png()
    .toBuffer();
}
