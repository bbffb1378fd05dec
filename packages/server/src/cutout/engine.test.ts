import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createEngine, type Engine } from "@alphacut/engine";
import { brightnessModel } from "@alphacut/engine/testing";
import { afterAll, beforeAll } from "vitest";
import { describeEngineContract } from "../testing/engine-contract.ts";
import { createStubEngine } from "../testing/stub-engine.ts";

let modelsDir: string;
let engine: Engine;

beforeAll(async () => {
  modelsDir = await mkdtemp(join(tmpdir(), "alphacut-contract-"));
  const customModels = [await brightnessModel(modelsDir)];
  engine = createEngine({ modelsDir, model: "brightness", customModels, threads: 1 });
});
afterAll(async () => {
  await engine.close();
  await rm(modelsDir, { recursive: true });
});

describeEngineContract("the engine itself", () => engine);
const stub = createStubEngine();
describeEngineContract("the stub", () => stub);
