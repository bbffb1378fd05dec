import { createEngine, LocalSegmenter, type Mask, ModelStore, type Segmenter } from "@alphacut/engine";
import { picture } from "../pictures.ts";
import { median } from "../report.ts";
import { realLook } from "./look.ts";
import { measureTinyModel } from "./queue-cost.ts";
import { startRedis } from "./services.ts";
import { printSimulation } from "./simulation.ts";

/** Measures what a picture takes of each part of a fleet, and simulates fleets of several sizes with it. */
export async function benchFleet({ modelsDir, rounds }: { modelsDir: string; rounds: number }) {
  const redis = await startRedis();
  if (!redis) return console.log("\nA fleet: needs redis-server");
  const there = await measureTinyModel(redis, await realLook(modelsDir), { modelsDir, threads: 1, rounds });
  await redis.stop();
  const here = await measurePicture(modelsDir, rounds);
  await printSimulation({ ...here, redis: there["Redis CPU ms"] / 1000, megabytes: there["MB in"] });
}

/** Seconds that a photo of 1.5 megapixels takes of an API node and of a worker with one thread. */
async function measurePicture(modelsDir: string, rounds: number) {
  const store = new ModelStore(modelsDir);
  const local = new LocalSegmenter({ store, model: "isnet", threads: 1, timeoutMs: 60_000 });
  const looks: number[] = [];
  const timed: Segmenter = {
    async segment(...look): Promise<Mask> {
      const start = performance.now();
      const mask = await local.segment(...look);
      looks.push((performance.now() - start) / 1000);
      return mask;
    },
    ready: () => local.ready(),
    status: () => local.status(),
    close: () => local.close(),
  };
  const engine = createEngine({ modelsDir, segmenter: timed, maskCacheBytes: 0 });
  const photo = await picture(1.5);
  await engine.cutout(photo.jpeg, { format: "webp" });
  looks.length = 0;
  const prepare: number[] = [];
  const finish: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const { timings } = await engine.cutout(photo.jpeg, { format: "webp" });
    prepare.push(timings.decode / 1000);
    finish.push((timings.refine + timings.compose + timings.encode) / 1000);
  }
  await engine.close();
  return { prepare: median(prepare), finish: median(finish), look: median(looks) };
}
