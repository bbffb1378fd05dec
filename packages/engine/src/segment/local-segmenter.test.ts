import { copyFile, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { ModelSpec } from "../models/catalog.ts";
import { ModelStore } from "../models/store.ts";
import { childProcesses } from "../testing/child-processes.ts";
import { describeSegmenterContract } from "../testing/segmenter-contract.ts";
import { brightnessModel, slowModel } from "../testing/tiny-models.ts";
import { LocalSegmenter } from "./local-segmenter.ts";
import type { ModelInput } from "./segmenter.ts";

let directory: string;
let models: ModelSpec[];
let segmenter: LocalSegmenter | undefined;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "alphacut-segmenter-"));
  const garbage = join(directory, "garbage.onnx");
  await writeFile(garbage, "this is no model");
  const brightness = await brightnessModel(directory);
  models = [
    brightness,
    await slowModel(directory),
    { ...brightness, name: "garbage", source: { kind: "file", path: garbage } },
    { ...brightness, name: "missing", source: { kind: "file", path: join(directory, "missing.onnx") } },
  ];
});
afterEach(() => segmenter?.close());
afterAll(() => rm(directory, { recursive: true }));

function start(options: { model?: string; timeoutMs?: number } = {}): LocalSegmenter {
  const store = new ModelStore(directory, { custom: models });
  segmenter = new LocalSegmenter({ store, model: "brightness", threads: 1, timeoutMs: 30_000, ...options });
  return segmenter;
}

function picture(value: number, side = 64): ModelInput {
  return { width: side, height: side, data: new Uint8Array(3 * side ** 2).fill(value), fingerprint: "" };
}

const inferenceProcesses = () => childProcesses("inference-process");

describeSegmenterContract("on this machine", async () => {
  const store = new ModelStore(directory, { custom: models });
  const running = new LocalSegmenter({ store, model: "brightness", threads: 1, timeoutMs: 30_000 });
  return { segmenter: running, stop: async () => {} };
});

describe("local segmenter", () => {
  it("replaces a process that is killed in the middle of a run and answers the image all the same", async () => {
    const running = start();
    await running.ready();
    const mask = running.segment(picture(128, 1024), { model: "slow" });
    const [victim] = inferenceProcesses();
    process.kill(victim!, "SIGKILL");
    expect((await mask).data[1024 * 512 + 512]).toBe(128);
    expect(inferenceProcesses()).not.toContain(victim);
  });

  it("kills a run at its deadline, tries it once more, reports it, and serves the next image", async () => {
    const running = start({ timeoutMs: 5000 });
    await running.ready();
    await expect(running.segment(picture(1, 4096), { model: "slow" })).rejects.toMatchObject({
      code: "ModelUnavailable",
    });
    expect((await running.segment(picture(7), { model: "brightness" })).data[0]).toBe(7);
  });

  it.each([
    ["is no ONNX file", "garbage"],
    ["is not there", "missing"],
    ["is in no catalog", "unheard-of"],
  ])("reports a model that %s as unavailable, in `ready` too", async (_, model) => {
    const running = start({ model });
    await expect(running.ready()).rejects.toMatchObject({ code: "ModelUnavailable" });
    await expect(running.segment(picture(1), { model })).rejects.toMatchObject({ code: "ModelUnavailable" });
    expect((await running.segment(picture(7), { model: "brightness" })).data[0]).toBe(7);
  });

  it("is ready after all once a model that was not there has come", async () => {
    const late = join(directory, "late.onnx");
    models.push({ ...models[0]!, name: "late", source: { kind: "file", path: late } });
    const running = start({ model: "late" });
    await expect(running.ready()).rejects.toMatchObject({ code: "ModelUnavailable" });
    await copyFile(join(directory, "brightness.onnx"), late);
    await running.ready();
  });

  it("rejects what waits and runs when it is closed, and leaves no process behind", async () => {
    const running = start();
    await running.ready();
    const work = [0, 1].map(() => running.segment(picture(9, 1024), { model: "slow" }));
    const outcomes = Promise.allSettled(work);
    await new Promise((resolve) => setImmediate(resolve));
    await running.close();
    for (const outcome of await outcomes) {
      expect(outcome).toMatchObject({ status: "rejected", reason: { code: "Aborted" } });
    }
    await expect.poll(inferenceProcesses).toEqual([]);
  });
});
