import { createEngine, type Engine, ModelStore } from "@alphacut/engine";
import { residentMegabytes } from "./memory.ts";
import { type Picture, picture } from "./pictures.ts";
import { median, printTable } from "./report.ts";
import { Rival } from "./rival.ts";
import { fullFrameInput } from "./speed.ts";

export interface LoadOptions {
  modelsDir: string;
  threads: number;
}

const IN_FLIGHT = 8;

/** Pictures a second with several in flight, against what the bare model could do. */
export async function benchThroughput({ modelsDir, threads }: LoadOptions): Promise<void> {
  const { path } = await new ModelStore(modelsDir).install("isnet");
  const bare = await Rival.start("rival-model", { path, threads });
  const engine = createEngine({ modelsDir, threads, maskCacheBytes: 0 });
  const photo = await picture(1.5);
  const size = fullFrameInput(photo);
  await engine.cutout(photo.jpeg, { format: "webp" });
  await bare.run(size);
  const before = await repeat(5, () => bare.run(size));
  const count = 24;
  const seconds = await drain(
    engine,
    Array.from({ length: count }, () => photo),
  );
  const after = await repeat(5, () => bare.run(size));
  const model = median([...before, ...after]) / 1000;
  bare.stop();
  await engine.close();
  printTable(`Throughput, 1.5 MP to WebP, ${IN_FLIGHT} in flight`, [
    { "pictures/s": count / seconds, "model runs/s": 1 / model, ratio: (count / seconds) * model },
  ]);
}

/** Resident memory of the engine and its processes over 100 pictures of mixed sizes and formats. */
export async function benchMemory({ modelsDir, threads }: LoadOptions): Promise<void> {
  const engine = createEngine({ modelsDir, threads });
  const pictures = await Promise.all([0.25, 1.5, 4, 12].map((megapixels) => picture(megapixels)));
  const rows = [];
  let peak = 0;
  const watch = setInterval(() => {
    peak = Math.max(peak, residentMegabytes());
  }, 200);
  for (const done of [25, 50, 75, 100]) {
    await drain(
      engine,
      Array.from({ length: 25 }, (_, i) => pictures[i % pictures.length]!),
    );
    rows.push({ pictures: done, "resident MB": residentMegabytes(), "peak MB": peak });
  }
  clearInterval(watch);
  await engine.close();
  printTable("Memory, mixed 0.25 to 12 MP, all processes", rows);
}

/** @returns seconds */
async function drain(engine: Engine, pictures: readonly Picture[]): Promise<number> {
  const open = [...pictures];
  const formats = ["webp", "png", "jpeg"] as const;
  const start = performance.now();
  const lane = async () => {
    for (let next = open.pop(); next; next = open.pop()) {
      await engine.cutout(next.jpeg, { format: formats[open.length % formats.length]! });
    }
  };
  await Promise.all(Array.from({ length: IN_FLIGHT }, lane));
  return (performance.now() - start) / 1000;
}

async function repeat<T>(times: number, work: () => Promise<T>): Promise<T[]> {
  const results: T[] = [];
  for (let i = 0; i < times; i++) results.push(await work());
  return results;
}
