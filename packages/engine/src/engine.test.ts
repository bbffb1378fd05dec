import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createEngine, type Engine } from "./engine.ts";
import type { ModelSpec } from "./models/catalogue.ts";
import type { Recipe } from "./recipe.ts";
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

  it("applies strokes drawn by hand before anything else is made of the cutout", async () => {
    const keepAll = await sharp({ create: { width: 4, height: 2, channels: 4, background: "white" } })
      .png()
      .toBuffer();
    const { at } = await pixels(
      (await engine.cutout(await halves(), { format: "png", correction: keepAll })).data,
    );
    expect(at(56, 16)).toEqual([0, 0, 0, 255]);
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
    expect(engine.status()).toMatchObject({ working: 0, waiting: 0 });
  });

  it.each<[string, Recipe, string]>([
    ["an unknown model", { format: "png", model: "u3net" }, "ModelUnavailable"],
    ["a result that no format can hold", { format: "png", resize: { width: 20_000 } }, "InvalidRecipe"],
    ["strokes that are no picture", { format: "png", correction: new Uint8Array([1, 2, 3]) }, "InvalidImage"],
  ])("refuses %s", async (_, recipe, code) => {
    await expect(engine.cutout(await halves(), recipe)).rejects.toMatchObject({ code });
  });

  it("refuses work after it was closed, and closes twice without harm", async () => {
    const closed = start();
    await closed.ready();
    await closed.close();
    await closed.close();
    await expect(closed.cutout(await halves(), { format: "png" })).rejects.toMatchObject({ code: "Aborted" });
  });
});
