import { EngineBusy, EngineError, throwIfAborted } from "../errors.ts";
import type { Cutout } from "./pipeline.ts";
import { type LaneJob, PixelLane, PixelProcessLost } from "./pixel-lane.ts";

/** A picture in the making. */
export interface Making {
  /** Rejects at once when the caller goes away. */
  cutout: Promise<Cutout>;
  /** Resolves when nothing is at work on the picture any more. */
  freed: Promise<void>;
}

/** A process that has worked holds on to memory; after a pause it goes, and the memory with it. */
const IDLE_MS = 10_000;
const RETRY_AFTER_SECONDS = 5;

/** Processes for the pipeline, one picture each; the caller sees to it that no more than that come. */
export class PixelPool {
  readonly #idle = new Map<PixelLane, NodeJS.Timeout | undefined>();
  readonly #working = new Set<Promise<void>>();

  readonly #memory: "normal" | "small";

  /** The first process starts at once, while the model loads. */
  constructor(memory: "normal" | "small") {
    this.#memory = memory;
    this.#addFresh();
  }

  make(job: LaneJob): Making {
    const running = this.#runTwice(job);
    const freed = running.then(
      () => {},
      () => {},
    );
    this.#working.add(freed);
    void freed.then(() => this.#working.delete(freed));
    return { cutout: untilAborted(running, job.signal), freed };
  }

  /** Waits for the pictures in work, then ends the processes. */
  async close(): Promise<void> {
    await Promise.all(this.#working);
    const lanes = [...this.#idle];
    this.#idle.clear();
    await Promise.all(
      lanes.map(([lane, timer]) => {
        clearTimeout(timer);
        return lane.end();
      }),
    );
  }

  /** A process that dies is replaced and the picture tried once more: it may have been somebody else's fault. */
  async #runTwice(job: LaneJob): Promise<Cutout> {
    try {
      return await this.#run(job);
    } catch (error) {
      if (!(error instanceof PixelProcessLost)) throw error;
    }
    return this.#run(job).catch((error: unknown) => {
      throw error instanceof PixelProcessLost ? lostTwice(error) : error;
    });
  }

  async #run(job: LaneJob): Promise<Cutout> {
    throwIfAborted(job.signal);
    const lane = this.#takeIdle() ?? new PixelLane(this.#memory);
    try {
      return await lane.run(job);
    } finally {
      if (lane.isAlive) this.#keep(lane);
    }
  }

  /** The one that worked last: the others come closer to their end. */
  #takeIdle(): PixelLane | undefined {
    for (const [lane, timer] of [...this.#idle].reverse()) {
      clearTimeout(timer);
      this.#idle.delete(lane);
      if (lane.isAlive) return lane;
    }
    return undefined;
  }

  #keep(lane: PixelLane): void {
    this.#idle.set(
      lane,
      setTimeout(() => this.#retire(lane), IDLE_MS),
    );
    this.#idle.get(lane)!.unref();
  }

  /** The next picture shall not wait for a process to start. */
  #retire(lane: PixelLane): void {
    this.#idle.delete(lane);
    void lane.end();
    if (this.#idle.size === 0 && this.#working.size === 0) this.#addFresh();
  }

  #addFresh(): void {
    this.#idle.set(new PixelLane(this.#memory), undefined);
  }
}

function untilAborted<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return work;
  let leave = () => {};
  const left = new Promise<never>((_, reject) => {
    leave = () => reject(new EngineError("Aborted", "The caller canceled this image"));
    signal.addEventListener("abort", leave, { once: true });
  });
  return Promise.race([work, left]).finally(() => signal.removeEventListener("abort", leave));
}

/** SIGKILL comes from the system, which does so when memory runs out; everything else is the picture's doing. */
function lostTwice({ signal, message }: PixelProcessLost): EngineError {
  return signal === "SIGKILL"
    ? new EngineBusy(
        RETRY_AFTER_SECONDS,
        "The system ended the process that works on images: too little memory?",
      )
    : new EngineError("InvalidImage", "The image cannot be processed: decoders fail on it", {
        cause: new Error(message),
      });
}
