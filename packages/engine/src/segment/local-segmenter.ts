import { availableParallelism } from "node:os";
import { EngineError, throwIfAborted } from "../errors.ts";
import type { Mask } from "../image/raster.ts";
import { type MemorySetting, resolveMemory } from "../memory.ts";
import type { Device } from "../models/device.ts";
import type { InstalledModel, ModelStore } from "../models/store.ts";
import { InferenceLane, InferenceLost } from "./inference-lane.ts";
import {
  LOOK_PRIORITIES,
  type ModelInput,
  type Segmenter,
  type SegmenterStatus,
  type SegmentOptions,
} from "./segmenter.ts";

/** More threads than this on one image gain little, so many cores run several images at once. */
const MAX_THREADS_PER_LANE = 8;

export interface LocalSegmenterOptions {
  store: ModelStore;
  /** Loaded and run once at the start, so that the first image does not wait for it. */
  model: string;
  /** Threads of all runs together; all cores when undefined. */
  threads?: number | undefined;
  /** `small`: a run keeps no memory for the next one. `normal` when absent. */
  memory?: MemorySetting;
  /** A run (with loading the model, the first time) that takes longer is killed and counts as lost. */
  timeoutMs: number;
  /** What the models run on, `cpu` when absent. */
  device?: Device;
  /** How often an input is tried whose process is lost: 2 when absent. */
  attempts?: 1 | 2;
}

interface Job {
  model: InstalledModel;
  input: ModelInput;
  rank: number;
  resolve: (mask: Mask) => void;
  reject: (error: unknown) => void;
}

/** Of the time of a look that is told, how much is that of the newest one. */
const NEWEST = 0.2;

/** Runs models on this machine, by priority and then first come, first served. */
export class LocalSegmenter implements Segmenter {
  readonly #store: ModelStore;
  readonly #lanes: InferenceLane[];
  readonly #waiting: Job[] = [];
  /** The warm-up that runs or has succeeded. */
  #ready: Promise<void> | undefined;
  readonly #model: string;
  readonly #attempts: number;
  readonly #device: Device;
  #installed: InstalledModel | undefined;
  #secondsPerLook = 1;
  #answered = 0;
  #closed = false;

  constructor(options: LocalSegmenterOptions) {
    const {
      store,
      model,
      threads = availableParallelism(),
      timeoutMs,
      device = "cpu",
      attempts = 2,
    } = options;
    const memory = resolveMemory(options.memory ?? "normal");
    const lanes = memory === "small" ? 1 : Math.ceil(threads / MAX_THREADS_PER_LANE);
    const perLane = Math.max(1, Math.floor(threads / lanes));
    this.#store = store;
    this.#attempts = attempts;
    this.#device = device;
    this.#lanes = Array.from(
      { length: lanes },
      () => new InferenceLane({ threads: perLane, device, memory, timeoutMs }),
    );
    this.#model = model;
    // Who needs to know asks `ready`; nobody asking is no crash.
    this.ready().catch(() => {});
  }

  async segment(input: ModelInput, { model, priority = "new", signal }: SegmentOptions): Promise<Mask> {
    const installed = await this.#store.install(model);
    throwIfAborted(signal);
    if (this.#closed) throw closed();
    let leave = () => {};
    const answer = new Promise<Mask>((resolve, reject) => {
      const rank = LOOK_PRIORITIES.indexOf(priority);
      const job: Job = { model: installed, input, rank, resolve, reject };
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

  status(): SegmenterStatus {
    return {
      lanes: this.#lanes.length,
      waiting: this.#waiting.length,
      secondsPerLook: this.#secondsPerLook,
      runs: this.#installed ? [{ device: this.#device, precision: this.#installed.decision }] : [],
      restarts: this.#lanes.reduce((sum, { lost }) => sum + lost, 0),
      answered: { model: this.#answered, memory: 0, shared: 0 },
    };
  }

  async close(): Promise<void> {
    this.#closed = true;
    for (const job of this.#waiting.splice(0)) job.reject(closed());
    for (const lane of this.#lanes) lane.close();
  }

  /** Before those of a lower priority, behind those of the same. */
  #enqueue(job: Job): void {
    const later = this.#waiting.findIndex(({ rank }) => rank > job.rank);
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
    this.#runOften(lane, job)
      .then(job.resolve, job.reject)
      .finally(() => this.#next());
  }

  /** @throws EngineError; the cause is an `InferenceLost` where the process was lost at every attempt */
  async #runOften(lane: InferenceLane, job: Job): Promise<Mask> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.#run(lane, job);
      } catch (error) {
        if (this.#closed) throw closed();
        if (!(error instanceof InferenceLost)) throw error;
        if (attempt < this.#attempts) continue;
        throw new EngineError("ModelUnavailable", "The model's process ended on this image", {
          cause: error,
        });
      }
    }
  }

  async #run(lane: InferenceLane, { model, input }: Job): Promise<Mask> {
    const { width, height } = input;
    const start = performance.now();
    const data = await lane.run(model, input);
    const seconds = (performance.now() - start) / 1000;
    this.#secondsPerLook += NEWEST * (seconds - this.#secondsPerLook);
    this.#answered++;
    return { width, height, data };
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
    this.#installed = await this.#store.install(model);
  }
}

function closed(): EngineError {
  return new EngineError("Aborted", "The engine is closed");
}
