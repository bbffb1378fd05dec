/** The engine in a process of its own, so that its memory can be told from the benchmark's. */
import { createEngine, type Recipe } from "@alphacut/engine";
import { serveRival } from "./rival.ts";

serveRival(async ({ modelsDir, threads }: { modelsDir: string; threads: number }) => {
  const engine = createEngine({ modelsDir, threads });
  await engine.ready();
  return async ({ bytes, recipe }: { bytes: Uint8Array; recipe: Recipe }) => {
    const start = performance.now();
    await engine.cutout(bytes, recipe);
    return performance.now() - start;
  };
});
