import { EngineError, throwIfAborted } from "../errors.ts";
import type { Mask } from "../image/raster.ts";
import type { InstalledModel, ModelStore } from "../models/store.ts";
import { InferenceLane, InferenceLost } from "./inference-lane.ts";
import type { ModelInput, Segmenter, SegmentOptions } from "./segmenter.ts";

/** More threads than this on one image gain little, so many cores run several images at once. */
const MAX_THREADS_PER_LANE = 8;

export interface LocalSegmenterOptions {
  store: ModelStore;
  /** Loaded and run once at the start, so that the first image does not wait for it. */
  model: string;
  /** Threads of all runs together. */
  threads: number;
  /** `small`: a run keeps no memory for the next one. */
  memory?: "normal" | "small";
  /** A run (with loading the model, the first time) that takes longer is killed and tried once more. */
  timeoutMs: number;
}

interface Job {
  model: InstalledModel;
  input: ModelInput;
  turn: number;
  resolve: (mask: Mask) => void;
  reject: (error: unknown) => void;
}

/** Runs models on this machine, by turn and then first come, first served. */
export class LocalSegmenter implements Segmenter {
  readonly #store: ModelStore;
  readonly #lanes: InferenceLane[];
  readonly #waiting: Job[] = [];
  /** The warm-up that runs or has succeeded. */
  #ready: Promise<void> | undefined;
  readonly #model: string;
  #closed = false;

  constructor({ store, model, threads, memory = "normal", timeoutMs }: LocalSegmenterOptions) {
    const lanes = memory === "small" ? 1 : Math.ceil(threads / MAX_THREADS_PER_LANE);
    const perLane = Math.max(1, Math.floor(threads / lanes));
    this.#store = store;
    this.#lanes = Array.from(
      { length: lanes },
      () => new InferenceLane({ threads: perLane, memory, timeoutMs }),
    );
    this.#model = model;
    // Who needs to know asks `ready`; nobody asking is no crash.
    this.ready().catch(() => {});
  }

  async segment(input: ModelInput, { model, turn = Infinity, signal }: SegmentOptions): Promise<Mask> {
    const installed = await this.#store.install(model);
    throwIfAborted(signal);
    if (this.#closed) throw closed();
    let leave = () => {};
    const answer = new Promise<Mask>((resolve, reject) => {
      const job: Job = { model: installed, input, turn, resolve, reject };
      leave = () => this.#leave(job);
      this.#enqueue(job);
      signal?.addEventListener("abort", leave, { once: true });
      this.#next();
    });
    // A signal may outlive many inputs, and would hold on to each of them.
    return answer.finally(() => signal?.removeEventListener("abort", leave));
  }

  /** After a failure each call tries anew: what was missing may be there by now. */
  ready(): Promise<void> {
    this.#ready ??= this.#warmUp(this.#model).catch((error: unknown) => {
      this.#ready = undefined;
      throw error;
    });
    return this.#ready;
  }

  async close(): Promise<void> {
    this.#closed = true;
    for (const job of this.#waiting.splice(0)) job.reject(closed());
    for (const lane of this.#lanes) lane.close();
  }

  /** Before those of a later turn, behind those of the same. */
  #enqueue(job: Job): void {
    const later = this.#waiting.findIndex(({ turn }) => turn > job.turn);
    this.#waiting.splice(later < 0 ? this.#waiting.length : later, 0, job);
  }

  /** A run that has begun goes on to its end; its mask is thrown away. */
  #leave(job: Job): void {
    const place = this.#waiting.indexOf(job);
    if (place >= 0) this.#waiting.splice(place, 1);
    job.reject(new EngineError("Aborted", "The caller canceled this image"));
  }

  #next(): void {
    const lane = this.#lanes.find(({ busy }) => !busy);
    const job = lane && this.#waiting.shift();
    if (!job) return;
    this.#runTwice(lane, job)
      .then(job.resolve, job.reject)
      .finally(() => this.#next());
  }

  async #runTwice(lane: InferenceLane, { model, input }: Job): Promise<Mask> {
    const { width, height } = input;
    const run = async (): Promise<Mask> => ({ width, height, data: await lane.run(model, input) });
    return run()
      .catch((error) => {
        if (!(error instanceof InferenceLost) || this.#closed) throw error;
        return run();
      })
      .catch((error) => {
        if (this.#closed) throw closed();
        if (!(error instanceof InferenceLost)) throw error;
        throw new EngineError("ModelUnavailable", "The model's process ended twice on this image", {
          cause: error,
        });
      });
  }

  async #warmUp(model: string): Promise<void> {
    const { input } = this.#store.spec(model);
    // The smallest input that fits: loading is what takes time.
    const side = input.kind === "fixed" ? input.side : input.of;
    const blank = (): ModelInput => ({
      width: side,
      height: side,
      data: new Uint8Array(3 * side ** 2),
      fingerprint: "",
    });
    await Promise.all(this.#lanes.map(() => this.segment(blank(), { model })));
  }
}

function closed(): EngineError {
  return new EngineError("Aborted", "The engine is closed");
}
