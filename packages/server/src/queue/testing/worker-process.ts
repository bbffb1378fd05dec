/** A worker that is killed, frozen and cut off: `worker-process.ts OPTIONS`, as JSON. It tells its parent when it is ready. */
import { LocalSegmenter, ModelStore, modelTag } from "@alphacut/engine";
import { openRedis } from "@alphacut/platform";
import { startLookWorker } from "../look-worker.ts";
import type { QueueTimes } from "../protocol.ts";

export interface WorkerProcessOptions {
  url: string;
  /** A folder that lists its models. */
  modelsDir: string;
  models: string[];
  times: QueueTimes;
  timeoutMs: number;
}

const { url, modelsDir, models, times, timeoutMs } = JSON.parse(
  process.argv[2] ?? "",
) as WorkerProcessOptions;
const store = new ModelStore(modelsDir);
const segmenter = new LocalSegmenter({ store, model: models[0]!, threads: 1, timeoutMs, attempts: 1 });
await segmenter.ready();
const { redis } = await openRedis(url);
const worker = startLookWorker({
  url,
  redis,
  segmenter,
  models: new Map(models.map((name) => [modelTag(store.spec(name)), name])),
  version: "1",
  log: { warn() {} },
  times,
});
process.on("SIGTERM", async () => {
  await worker.stop(10_000);
  await segmenter.close();
  process.exit();
});
process.on("disconnect", () => process.exit());
process.send?.("ready");
