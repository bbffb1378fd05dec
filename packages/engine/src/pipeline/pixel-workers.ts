import type { Worker } from "node:worker_threads";
import { throwIfAborted } from "../errors.ts";
import type { ModelInput } from "../segment/segmenter.ts";
import { spawnModule } from "../spawn.ts";
import { type FromWorker, fromWire, type ToWorker, toWire } from "./messages.ts";
import type { Cutout, PipelineJob } from "./pipeline.ts";

/** Threads for the pipeline. Each works on one image at a time; the caller sees to it that no more than that come. */
export class PixelWorkers {
  /** The first one starts at once, while the model loads. */
  readonly #idle: Worker[] = [spawnModule("pipeline/pixel-worker")];
  readonly #busy = new Set<Promise<unknown>>();

  async run(job: PipelineJob): Promise<Cutout> {
    throwIfAborted(job.signal);
    const worker = this.#idle.pop() ?? spawnModule("pipeline/pixel-worker");
    const running = converse(worker, job);
    // Only the thread itself says when it is free; a caller that goes away does not make it so.
    const freed = running.then(
      () => this.#idle.push(worker),
      (error) => (error instanceof ThreadLost ? undefined : this.#idle.push(worker)),
    );
    this.#busy.add(freed);
    void freed.finally(() => this.#busy.delete(freed));
    return running;
  }

  /** Waits for the images in work, then ends the threads. */
  async close(): Promise<void> {
    await Promise.all(this.#busy);
    await Promise.all(this.#idle.splice(0).map((worker) => worker.terminate()));
  }
}

class ThreadLost extends Error {}

function converse(worker: Worker, { signal, segment, ...job }: PipelineJob): Promise<Cutout> {
  const tell = (message: ToWorker, transfer: ArrayBuffer[] = []) => worker.postMessage(message, transfer);
  const answer = async (call: number, input: ModelInput) => {
    try {
      const mask = await segment(input);
      tell({ kind: "segmented", call, mask });
    } catch (error) {
      tell({ kind: "segmentFailed", call, error: toWire(error) });
    }
  };
  return new Promise<Cutout>((resolve, reject) => {
    const abort = () => tell({ kind: "abort" });
    const finish = () => {
      worker.off("message", hear).off("error", fail).off("exit", exit);
      signal?.removeEventListener("abort", abort);
    };
    const hear = (message: FromWorker) => {
      if (message.kind === "segment") return void answer(message.call, message.input);
      finish();
      if (message.kind === "done") resolve(message.cutout);
      else reject(fromWire(message.error));
    };
    const lost = (reason: string) => {
      finish();
      reject(new ThreadLost(`a pixel thread ended (${reason})`));
    };
    const fail = (error: Error) => lost(error.message);
    const exit = (code: number) => lost(`exit ${code}`);
    worker.on("message", hear).on("error", fail).on("exit", exit);
    signal?.addEventListener("abort", abort, { once: true });
    // A copy, because a transferred buffer is gone for its owner.
    const bytes = new Uint8Array(job.bytes);
    tell({ kind: "start", ...job, bytes }, [bytes.buffer]);
  });
}
