import { join } from "node:path";
import { createEngine, type Engine, ModelStore } from "@alphacut/engine";
import { type Picture, picture } from "./pictures.ts";
import { median, printTable } from "./report.ts";
import { Rival } from "./rival.ts";

const STAGES = ["decode", "segment", "refine", "compose", "encode"] as const;

export interface SpeedOptions {
  modelsDir: string;
  threads: number;
  /** Folder of another checkout that is built, such as the parent commit's. */
  against: string | undefined;
  rounds: number;
  /** Runs of the peer, which takes many seconds a picture; 0 leaves it out. */
  peerRounds: number;
}

interface Contenders {
  engine: Engine;
  bare: Rival;
  peer: Rival | undefined;
  /** Other engines, by name. */
  others: [name: string, engine: Rival][];
}

/**
 * End to end against the bare model run and against the peer. In each round the contenders run one after the other, so a
 * machine that slows down slows all of them; the ratios are medians over the rounds.
 */
export async function benchSpeed({
  modelsDir,
  threads,
  against,
  rounds,
  peerRounds,
}: SpeedOptions): Promise<void> {
  const { path } = await new ModelStore(modelsDir).install("isnet");
  // Without a mask cache, or the second round would find the first one's mask.
  const engine = createEngine({ modelsDir, threads, maskCacheBytes: 0 });
  const bare = await Rival.start("rival-model", { path, threads });
  const peer = peerRounds > 0 ? await Rival.start("rival-peer", {}) : undefined;
  const others = await startOthers({ modelsDir, threads, against });
  const rows: Record<string, string | number>[] = [];
  for (const megapixels of [0.25, 1.5, 12]) {
    const photo = await picture(megapixels);
    for (const format of ["webp", "png"] as const) {
      rows.push(await compare({ engine, bare, peer, others }, photo, format, rounds, peerRounds));
    }
  }
  peer?.stop();
  for (const [, other] of others) other.stop();
  bare.stop();
  await engine.close();
  printTable("Speed, ms (medians; the ratios are medians of ratios within a round)", rows);
}

/** The same engine in single precision, and another checkout's: each with models of its own, since one form only is kept. */
async function startOthers({
  modelsDir,
  threads,
  against,
}: Pick<SpeedOptions, "modelsDir" | "threads" | "against">): Promise<Contenders["others"]> {
  const start = (name: string, options: object) =>
    Rival.start("rival-engine", { modelsDir: join(modelsDir, name), threads, maskCacheBytes: 0, ...options });
  const others: Contenders["others"] = [["float32", await start("float32", { precision: "float32" })]];
  if (against !== undefined) others.push(["before", await start("before", { checkout: against })]);
  return others;
}

async function compare(
  { engine, bare, peer, others }: Contenders,
  photo: Picture,
  format: "webp" | "png",
  rounds: number,
  peerRounds: number,
): Promise<Record<string, string | number>> {
  const size = fullFrameInput(photo);
  const runs: { total: number; model: number; stages: number[]; others: number[]; peer?: number }[] = [];
  await bare.run(size);
  for (const [, other] of others) await other.run({ bytes: photo.jpeg, recipe: { format } });
  await engine.cutout(photo.jpeg, { format });
  for (let round = 0; round < rounds; round++) {
    const model = await bare.run(size);
    const start = performance.now();
    const { timings } = await engine.cutout(photo.jpeg, { format });
    const total = performance.now() - start;
    const stages = STAGES.map((stage) => timings[stage]);
    const rest: number[] = [];
    for (const [, other] of others) rest.push(await other.run({ bytes: photo.jpeg, recipe: { format } }));
    const rival = peer && round < peerRounds ? await peer.run({ jpeg: photo.jpeg, format }) : undefined;
    runs.push({ total, model, stages, others: rest, ...(rival !== undefined && { peer: rival }) });
  }
  const peers = runs.filter((run) => run.peer !== undefined);
  return {
    MP: photo.megapixels,
    format,
    ...Object.fromEntries(STAGES.map((stage, i) => [stage, median(runs.map(({ stages }) => stages[i]!))])),
    total: median(runs.map(({ total }) => total)),
    model: median(runs.map(({ model }) => model)),
    "total/model": median(runs.map(({ total, model }) => total / model)),
    ...Object.fromEntries(
      others.map(([name], i) => [`total/${name}`, median(runs.map((run) => run.total / run.others[i]!))]),
    ),
    peer: peers.length ? median(peers.map((run) => run.peer!)) : "-",
    "peer/total": peers.length ? median(peers.map((run) => run.peer! / run.total)) : "-",
  };
}

/** What the model would be given for the whole photo: long side 1024, aspect kept, multiples of 64. */
export function fullFrameInput({ width, height }: { width: number; height: number }): {
  width: number;
  height: number;
} {
  const scale = 1024 / Math.max(width, height);
  const side = (pixels: number) => Math.max(64, Math.round((pixels * scale) / 64) * 64);
  return { width: side(width), height: side(height) };
}
