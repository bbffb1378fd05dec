import { throwIfAborted } from "../errors.ts";

export type Stage = "queue" | "decode" | "segment" | "refine" | "compose" | "encode";

/** Milliseconds of wall time a stage. `segment` includes waiting for the model. */
export type Timings = Record<Stage, number>;

/** Runs stages one after the other: each is timed, and none starts after the caller has gone. */
export class StageClock {
  readonly timings: Timings = { queue: 0, decode: 0, segment: 0, refine: 0, compose: 0, encode: 0 };
  readonly #signal: AbortSignal | undefined;

  constructor(signal?: AbortSignal) {
    this.#signal = signal;
  }

  /** @throws EngineError `Aborted` instead of starting the stage */
  async run<T>(stage: Stage, work: () => T | Promise<T>): Promise<T> {
    throwIfAborted(this.#signal);
    const start = performance.now();
    try {
      return await work();
    } finally {
      this.timings[stage] += performance.now() - start;
    }
  }
}
