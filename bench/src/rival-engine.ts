/** The engine in a process of its own, so that its memory can be told from the benchmark's. */
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import type { EngineOptions, Recipe } from "@alphacut/engine";
import { serveRival } from "./rival.ts";

export interface RivalEngineOptions extends EngineOptions {
  /** Of another checkout that is built; this one's when absent. */
  checkout?: string;
}

serveRival(async ({ checkout, ...options }: RivalEngineOptions) => {
  const { createEngine } = await load(checkout);
  const engine = createEngine(options);
  await engine.ready();
  return async ({ bytes, recipe }: { bytes: Uint8Array; recipe: Recipe }) => {
    const start = performance.now();
    await engine.cutout(bytes, recipe);
    return performance.now() - start;
  };
});

function load(checkout: string | undefined): Promise<typeof import("@alphacut/engine")> {
  if (checkout === undefined) return import("@alphacut/engine");
  return import(pathToFileURL(resolve(checkout, "packages/engine/dist/index.js")).href);
}
