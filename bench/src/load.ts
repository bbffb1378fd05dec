import { join } from "node:path";
import { createEngine, type Engine, ModelStore, type Recipe } from "@alphacut/engine";
import { residentMegabytes } from "./memory.ts";
import { type Picture, picture } from "./pictures.ts";
import { median, printTable } from "./report.ts";
import { Rival } from "./rival.ts";
import type { RivalEngineOptions } from "./rival-engine.ts";
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

/**
 * Resident memory of the engine and its processes over 100 pictures of mixed sizes and formats.
 * @param against folder of another checkout that is built, which is measured as well
 */
export async function benchMemory({ modelsDir, ...options }: LoadOptions, against?: string): Promise<void> {
  await watchHundred("", { ...options, modelsDir });
  if (against === undefined) return;
  await watchHundred(", before", { ...options, modelsDir: join(modelsDir, "before"), checkout: against });
}

async function watchHundred(name: string, options: RivalEngineOptions): Promise<void> {
  const engine = await Rival.start("rival-engine", options);
  const pictures = await Promise.all([0.25, 1.5, 4, 12].map((megapixels) => picture(megapixels)));
  const formats = ["webp", "png", "jpeg"] as const;
  const rows = [];
  for (const done of [25, 50, 75, 100]) {
    const { peak } = await watchMemory(engine.pid, async () => {
      for (let i = 0; i < 25; i++) {
        const { jpeg } = pictures[i % pictures.length]!;
        await engine.run({ bytes: jpeg, recipe: { format: formats[i % formats.length]! } });
      }
    });
    rows.push({ pictures: done, "resident MB": residentMegabytes(engine.pid), "peak MB": peak });
  }
  engine.stop();
  printTable(`Memory, mixed 0.25 to 12 MP, all processes${name}`, rows);
}

/** The same picture again with another effect, which finds its mask in the cache. */
export async function benchSecondEffect({ modelsDir, threads }: LoadOptions): Promise<void> {
  const engine = createEngine({ modelsDir, threads });
  await engine.cutout((await picture(1.5)).jpeg, { format: "webp" });
  const effects: Recipe[] = [
    { format: "webp", resize: { width: 800 } },
    { format: "png", background: { kind: "color", color: { r: 255, g: 0, b: 0, alpha: 1 } } },
    { format: "png", background: { kind: "blur", radius: 20 } },
    {
      format: "webp",
      shadow: { color: { r: 0, g: 0, b: 0, alpha: 0.6 }, offset: { x: 20, y: 20 }, blurRadius: 20 },
    },
  ];
  const ratios = effects.map((): number[] => []);
  for (let round = 1; round <= 5; round++) {
    const { jpeg } = await picture(1.5, round);
    const first = await timed(() => engine.cutout(jpeg, { format: "webp" }));
    for (const [i, effect] of effects.entries()) {
      ratios[i]!.push((await timed(() => engine.cutout(jpeg, effect))) / first);
    }
  }
  await engine.close();
  const names = ["resized WebP", "red PNG", "blurred PNG", "shadow WebP"];
  printTable("A second effect on the same 1.5 MP photo, as a part of the first cutout", [
    Object.fromEntries(names.map((name, i) => [name, median(ratios[i]!)])),
  ]);
}

/** A 100 megapixel photo in and out again. */
export async function benchHuge(options: LoadOptions): Promise<void> {
  const { jpeg, width, height } = await picture(99);
  const rows = [];
  for (const format of ["jpeg", "png", "webp"] as const) {
    const engine = await Rival.start("rival-engine", options);
    const idle = residentMegabytes(engine.pid);
    const { result, peak } = await watchMemory(engine.pid, () =>
      engine.run({ bytes: jpeg, recipe: { format } }),
    );
    rows.push({
      size: `${width} × ${height}`,
      format,
      seconds: result / 1000,
      "idle MB": idle,
      "peak MB": peak,
    });
    engine.stop();
  }
  printTable("100 megapixels, memory of all processes", rows);
}

async function watchMemory<T>(pid: number, work: () => Promise<T>): Promise<{ result: T; peak: number }> {
  let peak = 0;
  const look = () => {
    peak = Math.max(peak, residentMegabytes(pid));
  };
  const watch = setInterval(look, 50);
  try {
    return { result: await work(), peak };
  } finally {
    clearInterval(watch);
  }
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
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
