import { LocalSegmenter, type ModelInput, ModelStore, type Segmenter } from "@alphacut/engine";
import { QueuedSegmenter } from "@alphacut/server/queue";
import { median, printTable } from "../report.ts";
import { realLook } from "./look.ts";
import { startRedis, startWorker, untilLanes } from "./services.ts";

const MODEL = "isnet";
const IN_FLIGHT = 4;
const LOOKS = 8;

/** Looks a second: two workers with one thread each against one process with two threads, in turns. */
export async function benchTwoWorkers({ modelsDir, rounds }: { modelsDir: string; rounds: number }) {
  const redis = await startRedis();
  if (!redis) return console.log("\nTwo workers: needs redis-server");
  const input = await realLook(modelsDir);
  const store = new ModelStore(modelsDir);
  const local = new LocalSegmenter({ store, model: MODEL, threads: 2, timeoutMs: 60_000 });
  await local.ready();
  const settings = { redisUrl: redis.url, modelsDir, model: MODEL, threads: 1 };
  const workers = [startWorker(settings), startWorker(settings)];
  const queued = await QueuedSegmenter.open({
    url: redis.url,
    redis: redis.storage.redis,
    models: store,
    model: MODEL,
  });
  await untilLanes(queued, workers.length);
  const contenders = [local, queued];
  for (const segmenter of contenders) await looksPerSecond(segmenter, input);
  const rates: number[][] = [];
  for (let round = 0; round < rounds; round++) {
    const pair: number[] = [];
    for (const place of round % 2 === 0 ? [0, 1] : [1, 0])
      pair[place] = await looksPerSecond(contenders[place]!, input);
    rates.push(pair);
  }
  await queued.close();
  for (const worker of workers) await worker.stop();
  await local.close();
  await redis.stop();
  printTable(`Looks a second, ${IN_FLIGHT} in flight, ${rounds} rounds of ${LOOKS}`, [
    {
      "one process, 2 threads": median(rates.map(([here]) => here!)),
      "two workers, 1 thread each": median(rates.map(([, there]) => there!)),
      ratio: median(rates.map(([here, there]) => there! / here!)),
    },
  ]);
}

async function looksPerSecond(segmenter: Segmenter, input: ModelInput): Promise<number> {
  let left = LOOKS;
  const start = performance.now();
  const lane = async () => {
    while (left-- > 0) await segmenter.segment(input, { model: MODEL });
  };
  await Promise.all(Array.from({ length: IN_FLIGHT }, lane));
  return LOOKS / ((performance.now() - start) / 1000);
}
