import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createEngine, type Engine } from "./engine.ts";
import type { ModelSpec } from "./models/catalog.ts";
import type { Recipe } from "./recipe.ts";
import type { ModelInput, Segmenter } from "./segment/segmenter.ts";
import { idleStatus } from "./testing/idle-segmenter.ts";
import { brightnessModel, slowModel } from "./testing/tiny-models.ts";

let directory: string;
let customModels: ModelSpec[];
let engine: Engine;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "alphacut-engine-"));
  customModels = [await brightnessModel(directory), await slowModel(directory)];
  engine = start();
});
afterAll(async () => {
  await engine.close();
  await rm(directory, { recursive: true });
});

function start(options: { queueLimit?: number } = {}): Engine {
  return createEngine({ modelsDir: directory, model: "brightness", customModels, threads: 1, ...options });
}

const px = (value: number) => ({ value, unit: "px" }) as const;
const percent = (value: number) => ({ value, unit: "%" }) as const;

/** White on the left half, black on the right: to the brightness model the left half is the subject. */
function halves(width = 64, height = 32): Promise<Buffer> {
  const white = { create: { width: width / 2, height, channels: 3, background: "white" } } as const;
  return sharp({ create: { width, height, channels: 3, background: "black" } })
    .composite([{ input: white, left: 0, top: 0 }])
    .png()
    .toBuffer();
}

async function pixels(bytes: Uint8Array) {
  const { data, info } = await sharp(bytes).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
  const at = (x: number, y: number) => [
    ...data.subarray((y * info.width + x) * info.channels, (y * info.width + x + 1) * info.channels),
  ];
  return { ...info, at };
}

describe("engine", () => {
  it("keeps the subject, empties the background and says how long each stage took", async () => {
    const cutout = await engine.cutout(await halves(), { format: "png" });
    const { at } = await pixels(cutout.data);
    expect([cutout.format, cutout.width, cutout.height]).toEqual(["png", 64, 32]);
    expect(at(8, 16)).toEqual([255, 255, 255, 255]);
    expect(at(56, 16)).toEqual([0, 0, 0, 0]);
    expect(Object.keys(cutout.timings)).toEqual([
      "queue",
      "decode",
      "segment",
      "refine",
      "compose",
      "encode",
    ]);
  });

  it.each<[string, Recipe, [width: number, height: number]]>([
    ["a mask", { format: "png", output: "mask" }, [64, 32]],
    ["a fitted size", { format: "webp", resize: { width: 32, height: 32 } }, [32, 16]],
    ["an exact size", { format: "jpeg", resize: { width: 10, height: 20, exact: true } }, [10, 20]],
    ["a turned picture", { format: "bmp", rotation: { degrees: 90, expand: true } }, [32, 64]],
    ["a crop", { format: "png", crop: { left: 1, top: 2, width: 30, height: 20 } }, [30, 20]],
  ])("makes %s", async (_, recipe, size) => {
    const { width, height, data } = await engine.cutout(await halves(), recipe);
    expect([width, height]).toEqual(size);
    expect(await engine.probe(data)).toMatchObject({
      width: size[0],
      height: size[1],
      format: recipe.format,
    });
  });

  it("takes raw pixels, and answers raw pixels or a raw mask", async () => {
    const row = Buffer.alloc(64 * 3).fill(255, 0, 32 * 3);
    const picture = { width: 64, height: 32, channels: 3, data: Buffer.concat(Array(32).fill(row)) } as const;
    const { data, format } = await engine.cutout(picture, { format: "raw" });
    expect([format, data.length]).toEqual(["raw", 64 * 32 * 4]);
    const at = (x: number) => [...data.subarray((16 * 64 + x) * 4, (16 * 64 + x) * 4 + 4)];
    expect([at(8), at(56)]).toEqual([
      [255, 255, 255, 255],
      [0, 0, 0, 0],
    ]);
    const mask = await engine.cutout(picture, { format: "raw", output: "mask" });
    expect([mask.data.length, mask.data[16 * 64 + 8], mask.data[16 * 64 + 56]]).toEqual([64 * 32, 255, 0]);
  });

  it.each([
    [{ width: 2, height: 2, channels: 3 as const, data: new Uint8Array(11) }, "are 12 bytes, not 11"],
    [{ width: 2.5, height: 2, channels: 3 as const, data: new Uint8Array(15) }, "whole sides"],
    [{ width: 2, height: 2, channels: 1 as 3, data: new Uint8Array(4) }, "3 or 4 channels"],
    [{ width: 10_001, height: 1, channels: 3 as const, data: new Uint8Array(30_003) }, "at most 10000 px"],
  ])("refuses raw pixels that cannot be: %#", async (picture, message) => {
    await expect(engine.cutout(picture, { format: "raw" })).rejects.toThrow(message);
  });

  it("leaves the photo without its subject when the background is asked for", async () => {
    const { at } = await pixels(
      (await engine.cutout(await halves(), { format: "png", output: "background" })).data,
    );
    expect([at(8, 16), at(56, 16)]).toEqual([
      [0, 0, 0, 0],
      [0, 0, 0, 255],
    ]);
  });

  it("cuts out by a matte that it is given, as it is", async () => {
    const matte = await sharp(Buffer.from([0, 100]), { raw: { width: 2, height: 1, channels: 1 } })
      .resize(64, 32, { fit: "fill", kernel: "nearest" })
      .png()
      .toBuffer();
    const { at } = await pixels((await engine.cutout(await halves(), { format: "png", matte })).data);
    expect([at(8, 16), at(56, 16)]).toEqual([
      [0, 0, 0, 0],
      [0, 0, 0, 100],
    ]);
  });

  it("applies strokes drawn by hand before anything else is made of the cutout", async () => {
    const keepAll = await sharp({ create: { width: 4, height: 2, channels: 4, background: "white" } })
      .png()
      .toBuffer();
    const { at } = await pixels(
      (await engine.cutout(await halves(), { format: "png", correction: keepAll })).data,
    );
    expect(at(56, 16)).toEqual([0, 0, 0, 255]);
  });

  it("tells where the subject is, and that there is none", async () => {
    const cutout = await engine.cutout(await halves(), { format: "png" });
    expect([cutout.foundSubject, cutout.subjectBounds]).toEqual([
      true,
      { left: 0, top: 0, width: expect.closeTo(32, -0.5), height: 32 },
    ]);
    const black = await sharp({ create: { width: 64, height: 32, channels: 3, background: "black" } })
      .png()
      .toBuffer();
    const empty = await engine.cutout(black, { format: "png" });
    expect(empty.foundSubject).toBe(false);
    expect(empty).not.toHaveProperty("subjectBounds");
  });

  it("takes everything outside of the region of interest for background", async () => {
    const regionOfInterest = { left: px(8), top: percent(25), right: px(24), bottom: percent(100) };
    const cutout = await engine.cutout(await halves(), { format: "png", regionOfInterest });
    expect(cutout.subjectBounds).toEqual({ left: 8, top: 8, width: 16, height: 24 });
    const { at } = await pixels(cutout.data);
    expect([at(7, 20), at(10, 7), at(24, 20)]).toEqual(Array(3).fill([0, 0, 0, 0]));
    expect([at(8, 8), at(23, 31)]).toEqual(Array(2).fill([255, 255, 255, 255]));
  });

  it("looks for a subject in the region of interest only, however much else the photo shows", async () => {
    const dim = { create: { width: 8, height: 8, channels: 3, background: "#ccc" } } as const;
    const photo = await sharp(await halves())
      .composite([{ input: dim, left: 48, top: 12 }])
      .png()
      .toBuffer();
    const regionOfInterest = { left: px(40), top: px(4), right: px(64), bottom: px(28) };
    const { subjectBounds } = await engine.cutout(photo, { format: "png", regionOfInterest });
    expect(subjectBounds!.left).toBeGreaterThanOrEqual(40);
  });

  it("keeps the alpha of a cutout as it is on request, without asking a model", async () => {
    const given = { create: { width: 20, height: 20, channels: 4, background: "#00000000" } } as const;
    const red = { create: { width: 10, height: 10, channels: 4, background: "#c80a1480" } } as const;
    const input = await sharp(given)
      .composite([{ input: red, left: 5, top: 5 }])
      .png()
      .toBuffer();
    // This model would say that nothing so dark can be a subject.
    const kept = await engine.cutout(input, { format: "png", existingAlpha: "keep" });
    const { at } = await pixels(kept.data);
    expect([at(5, 5), at(4, 5), at(14, 14)]).toEqual([
      [200, 10, 20, 128],
      [0, 0, 0, 0],
      [200, 10, 20, 128],
    ]);
    expect(kept.subjectBounds).toEqual({ left: 5, top: 5, width: 10, height: 10 });
    expect(kept.timings.segment).toBe(0);
    const removeMask = await sharp({ create: { width: 4, height: 1, channels: 3, background: "black" } })
      .composite([
        { input: { create: { width: 2, height: 1, channels: 3, background: "white" } }, left: 2, top: 0 },
      ])
      .png()
      .toBuffer();
    const half = await engine.cutout(input, { format: "png", existingAlpha: "keep", removeMask });
    expect([(await pixels(half.data)).at(5, 8)[3], (await pixels(half.data)).at(14, 8)]).toEqual([
      128,
      [0, 0, 0, 0],
    ]);
    const opaque = await engine.cutout(await halves(), { format: "png", existingAlpha: "keep" });
    expect((await pixels(opaque.data)).at(56, 16)).toEqual([0, 0, 0, 0]);
  });

  it("keeps and removes where masks say so, of any size and wherever the model looked", async () => {
    const mask = (black: number, white: number, from = 0) =>
      sharp({ create: { width: black, height: 2, channels: 3, background: "black" } })
        .composite([
          {
            input: { create: { width: white, height: 2, channels: 3, background: "white" } },
            left: from,
            top: 0,
          },
        ])
        .png()
        .toBuffer();
    // The right quarter is black and nothing to the model; the left quarter is white.
    const recipe = { format: "png", keepMask: await mask(4, 1, 3), removeMask: await mask(8, 2) } as const;
    const { at } = await pixels((await engine.cutout(await halves(256, 128), recipe)).data);
    expect(at(240, 64)).toEqual([0, 0, 0, 255]);
    expect(at(16, 64)).toEqual([0, 0, 0, 0]);
    expect(at(96, 64)).toEqual([255, 255, 255, 255]);
    expect(at(160, 64)).toEqual([0, 0, 0, 0]);
    const everything = { keepMask: await mask(1, 1), removeMask: await mask(1, 1) };
    expect((await engine.cutout(await halves(), { format: "png", ...everything })).foundSubject).toBe(false);
  });

  it("gives colors and alpha apart: colors without a dark edge, alpha as gray PNG of the same size", async () => {
    const { data, alpha, format } = await engine.cutout(await halves(), {
      format: "jpeg",
      output: "color-and-alpha",
    });
    expect(format).toBe("jpeg");
    const color = await sharp(data).metadata();
    const gray = await sharp(alpha).metadata();
    expect([color.format, color.width, color.height]).toEqual(["jpeg", 64, 32]);
    expect([gray.format, gray.width, gray.height, gray.channels]).toEqual(["png", 64, 32, 1]);
    const matte = await pixels(alpha!);
    expect([matte.at(8, 16)[0], matte.at(56, 16)[0]]).toEqual([255, 0]);
    const colors = await pixels(data);
    for (let x = 0; x < 64; x++)
      if (matte.at(x, 16)[0]! > 0) expect(colors.at(x, 16)[0]).toBeGreaterThan(240);
  });

  it("keeps the input's density, or names the one that is asked for", async () => {
    const named = await sharp(await halves())
      .withMetadata({ density: 300 })
      .jpeg()
      .toBuffer();
    const densityOf = async (recipe: Recipe) =>
      (await sharp((await engine.cutout(named, recipe)).data).metadata()).density;
    expect(await densityOf({ format: "png" })).toBe(300);
    expect(await densityOf({ format: "jpeg", resize: { width: 20 } })).toBe(300);
    expect(await densityOf({ format: "png", output: "mask", dpi: 150 })).toBe(150);
  });

  it("makes smaller and larger files by their quality", async () => {
    const noise = await sharp({
      create: {
        width: 200,
        height: 200,
        channels: 3,
        background: "white",
        noise: { type: "gaussian", mean: 250, sigma: 20 },
      },
    })
      .png()
      .toBuffer();
    for (const format of ["jpeg", "webp"] as const) {
      const bytes = async (outputQuality: number) =>
        (await engine.cutout(noise, { format, outputQuality, existingAlpha: "keep" })).data.length;
      expect(await bytes(30)).toBeLessThan((await bytes(95)) / 2);
    }
  });

  it("keeps what the caller handed in as it was", async () => {
    const bytes = new Uint8Array(await halves());
    const before = bytes.slice();
    await engine.cutout(bytes, { format: "png" });
    expect(bytes).toEqual(before);
  });

  it("refuses at once when the queue is full, and serves on", async () => {
    const busy = start({ queueLimit: 1 });
    const outcomes = await Promise.allSettled(
      Array.from({ length: 8 }, async () => busy.cutout(await halves(), { format: "png", model: "slow" })),
    );
    const failures = outcomes.filter((outcome) => outcome.status === "rejected");
    expect(failures.length).toBeGreaterThan(0);
    for (const { reason } of failures) expect(reason).toMatchObject({ code: "EngineBusy" });
    expect(busy.status()).toMatchObject({ working: 0, waiting: 0 });
    await busy.cutout(await halves(), { format: "png" });
    await busy.close();
  });

  it("refuses who would wait over a minute for workers, saying when to come back, and never the background", async () => {
    const status = { ...idleStatus, lanes: 2, waiting: 200, secondsPerLook: 1 };
    const looks: ModelInput[] = [];
    const far: Segmenter = {
      async segment(input) {
        looks.push(input);
        return { ...input, data: new Uint8Array(input.width * input.height).fill(255) };
      },
      async ready() {},
      status: () => status,
      async close() {},
    };
    const busy = createEngine({ modelsDir: directory, model: "brightness", customModels, segmenter: far });
    const ask = async (isBackground = false) =>
      busy.cutout(await halves(), { format: "png" }, { isBackground });
    // 200 looks of a second on two lanes take 100 seconds.
    await expect(ask()).rejects.toMatchObject({ code: "EngineBusy", retryAfterSeconds: 40 });
    expect(looks).toEqual([]);
    await ask(true);
    status.waiting = 100;
    await ask();
    expect(looks.length).toBe(1);
    status.lanes = 0;
    await expect(ask(true)).rejects.toMatchObject({ code: "EngineBusy", retryAfterSeconds: 5 });
    await busy.close();
  });

  it("frees the place of a caller who goes away, waiting or in work", async () => {
    const controller = new AbortController();
    const { signal } = controller;
    const asked = Array.from({ length: 5 }, async () =>
      engine.cutout(await halves(), { format: "png", model: "slow" }, { signal }),
    );
    const outcomes = Promise.allSettled(asked);
    await expect.poll(() => engine.status().working).toBeGreaterThan(0);
    controller.abort();
    for (const outcome of await outcomes)
      expect(outcome).toMatchObject({ status: "rejected", reason: { code: "Aborted" } });
    await expect.poll(() => engine.status()).toMatchObject({ working: 0, waiting: 0 });
  });

  it("counts the pictures that a recipe brings along before any is decoded", async () => {
    const large = await sharp({ create: { width: 6000, height: 10_000, channels: 3, background: "red" } })
      .png({ compressionLevel: 1 })
      .toBuffer();
    const bytes = await halves();
    const controller = new AbortController();
    const asked = [1, 2].map(() =>
      engine.cutout(
        bytes,
        { format: "png", background: { kind: "picture", bytes: large } },
        { signal: controller.signal },
      ),
    );
    expect(engine.status()).toMatchObject({ working: 1, waiting: 1 });
    controller.abort();
    await Promise.allSettled(asked);
  });

  it.each<[string, Recipe, string]>([
    ["an unknown model", { format: "png", model: "u3net" }, "ModelUnavailable"],
    ["a result that no format can hold", { format: "png", resize: { width: 20_000 } }, "InvalidRecipe"],
    [
      "an empty region of interest",
      { format: "png", regionOfInterest: { left: px(9), top: px(0), right: px(9), bottom: px(9) } },
      "InvalidRecipe",
    ],
    [
      "a region of interest that reaches out of the photo",
      { format: "png", regionOfInterest: { left: px(9), top: px(0), right: px(65), bottom: px(9) } },
      "InvalidRecipe",
    ],
    ["a density that is none", { format: "png", dpi: 0 }, "InvalidRecipe"],
    ["a quality that is none", { format: "webp", outputQuality: 101 }, "InvalidRecipe"],
    ["a mask that is no picture", { format: "png", keepMask: new Uint8Array([1, 2, 3]) }, "InvalidImage"],
    ["strokes that are no picture", { format: "png", correction: new Uint8Array([1, 2, 3]) }, "InvalidImage"],
  ])("refuses %s", async (_, recipe, code) => {
    await expect(engine.cutout(await halves(), recipe)).rejects.toMatchObject({ code });
  });

  it("refuses whoever waits or works when it is closed", async () => {
    const closing = start();
    await closing.ready();
    const bytes = await halves();
    const asked = Array.from({ length: 6 }, () => closing.cutout(bytes, { format: "png", model: "slow" }));
    const outcomes = Promise.allSettled(asked);
    expect(closing.status()).toMatchObject({ working: 3, waiting: 3 });
    await closing.close();
    for (const outcome of await outcomes)
      expect(outcome).toMatchObject({ status: "rejected", reason: { code: "Aborted" } });
  });

  it("refuses work after it was closed, and closes twice without harm", async () => {
    const closed = start();
    await closed.ready();
    await closed.close();
    await closed.close();
    await expect(closed.cutout(await halves(), { format: "png" })).rejects.toMatchObject({ code: "Aborted" });
  });
});
