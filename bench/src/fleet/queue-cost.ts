import { join } from "node:path";
import { LocalSegmenter, type ModelInput, ModelStore, type Segmenter } from "@alphacut/engine";
import { QueuedSegmenter } from "@alphacut/server/queue";
import { median, percentile, printTable } from "../report.ts";
import { realLook } from "./look.ts";
import { startRedis, startWorker, type TestRedis, untilLanes } from "./services.ts";
import { writeTinyModel } from "./tiny-model.ts";

const TIMEOUT_MS = 60_000;
/** Whatever is compiled, allocated and connected at the first looks. */
const WARM_UP = 20;

/**
 * What the queue adds to one look: the segmenter of this process and the one behind Redis and a worker, in turns, with the
 * same threads, on the very pixels that the engine sends.
 */
export async function benchQueueCost(options: { modelsDir: string; threads: number; rounds: number }) {
  const redis = await startRedis();
  if (!redis) return console.log("\nWhat the queue adds: needs redis-server");
  const { modelsDir, threads, rounds } = options;
  const input = await realLook(modelsDir);
  const rows = [
    await measureTinyModel(redis, input, options),
    await measure(redis, input, { modelsDir, model: "isnet", threads, rounds }),
  ];
  await redis.stop();
  printTable(`What the queue adds to one look of ${input.width} × ${input.height}, ms`, rows);
}

/** The way alone: its model takes next to no time. */
export async function measureTinyModel(
  redis: TestRedis,
  input: ModelInput,
  { modelsDir, threads, rounds }: { modelsDir: string; threads: number; rounds: number },
) {
  const tinyDir = join(modelsDir, "tiny");
  await writeTinyModel(tinyDir);
  return measure(redis, input, { modelsDir: tinyDir, model: "mean", threads, rounds: 10 * rounds });
}

interface Contest {
  modelsDir: string;
  model: string;
  threads: number;
  rounds: number;
}

async function measure({ url, storage }: TestRedis, input: ModelInput, contest: Contest) {
  const { modelsDir, model, threads, rounds } = contest;
  const { redis } = storage;
  const store = new ModelStore(modelsDir);
  const local = new LocalSegmenter({ store, model, threads, timeoutMs: TIMEOUT_MS });
  await local.ready();
  const worker = startWorker({ redisUrl: url, modelsDir, model, threads });
  const queued = await QueuedSegmenter.open({ url, redis, models: store, model });
  await untilLanes(queued, 1);
  const look = async (segmenter: Segmenter) => {
    const start = performance.now();
    await segmenter.segment(input, { model });
    return performance.now() - start;
  };
  const warmUp = model === "mean" ? WARM_UP : 2;
  for (let i = 0; i < warmUp; i++) for (const segmenter of [local, queued]) await look(segmenter);
  const times: { local: number; queued: number }[] = [];
  const before = await usage(redis);
  for (let round = 0; round < rounds; round++) {
    // Whoever goes second finds the processor warmer.
    const first = round % 2 === 0 ? await look(local) : 0;
    const there = await look(queued);
    times.push({ queued: there, local: first || (await look(local)) });
  }
  const after = await usage(redis);
  await queued.close();
  await worker.stop();
  await local.close();
  const added = times.map((time) => time.queued - time.local);
  return {
    model,
    rounds,
    here: median(times.map((time) => time.local)),
    queued: median(times.map((time) => time.queued)),
    added: median(added),
    "added p90": percentile(added, 0.9),
    "Redis CPU ms": ((after.cpuSeconds - before.cpuSeconds) * 1000) / rounds,
    "MB in": (after.bytesIn - before.bytesIn) / rounds / 1e6,
    "MB out": (after.bytesOut - before.bytesOut) / rounds / 1e6,
  };
}

async function usage(redis: TestRedis["storage"]["redis"]) {
  const info = await redis.info();
  const read = (name: string) => Number(new RegExp(`${name}:([\\d.]+)`).exec(info)?.[1]);
  return {
    cpuSeconds: read("used_cpu_sys") + read("used_cpu_user"),
    bytesIn: read("total_net_input_bytes"),
    bytesOut: read("total_net_output_bytes"),
  };
}
