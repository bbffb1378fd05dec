import type { ChildProcess } from "node:child_process";
import { EngineError } from "../errors.ts";
import type { ModelInput } from "../segment/segmenter.ts";
import { forkWorker } from "../spawn.ts";
import { type FromProcess, fromWire, type ToProcess, toWire } from "./messages.ts";
import type { Cutout, PipelineJob } from "./pipeline.ts";

/** The process ended, nobody here having asked for it, before it answered. */
export class PixelProcessLost extends Error {
  readonly signal: NodeJS.Signals | null;

  constructor(signal: NodeJS.Signals | null, reason: string) {
    super(`a pixel process ended (${reason})`);
    this.signal = signal;
  }
}

/** A picture as a pixel process gets it. */
export interface LaneJob extends PipelineJob {
  /** How long the process may be silent while it waits for nothing; then it is ended. */
  patienceMs: number;
}

/** A stage that sees the signal ends by itself in this time; a process that does not is ended. */
const ABORT_GRACE_MS = 500;

/** One pixel process and the one picture that it works on. */
export class PixelLane {
  /** Resolves once the process is no more. */
  readonly gone: Promise<void>;
  readonly #child: ChildProcess;

  constructor(memory: "normal" | "small") {
    this.#child = forkWorker("pipeline/pixel-process", memory);
    this.gone = new Promise((resolve) => {
      this.#child.on("exit", () => resolve()).on("error", () => resolve());
    });
  }

  get isAlive(): boolean {
    return isAlive(this.#child);
  }

  /** Ends the process, whatever it does. */
  end(): Promise<void> {
    this.#child.kill("SIGKILL");
    return this.gone;
  }

  /**
   * Makes a picture. Settles no sooner than the process is free for the next one, or gone.
   *
   * @throws PixelProcessLost
   * @throws EngineError of the pipeline; `Aborted` after the signal; `InvalidImage` after `patienceMs` of silence
   */
  run({ signal, segment, patienceMs, ...job }: LaneJob): Promise<Cutout> {
    const child = this.#child;
    const tell = (message: ToProcess) =>
      child.send(message, (error) => {
        if (error) child.kill("SIGKILL");
      });
    return new Promise((resolve, reject) => {
      let asked = 0;
      /** Why the process is being ended. */
      let ending: EngineError | undefined;
      let timer: NodeJS.Timeout | undefined;

      const endWithin = (milliseconds: number, why: EngineError) => {
        clearTimeout(timer);
        timer = setTimeout(() => {
          ending = why;
          child.kill("SIGKILL");
        }, milliseconds);
      };
      const watch = () => {
        if (!signal?.aborted && asked === 0) endWithin(patienceMs, tooSlow());
      };
      const abort = () => {
        tell({ kind: "abort" });
        endWithin(ABORT_GRACE_MS, new EngineError("Aborted", "The caller canceled this image"));
      };
      const answer = async (call: number, input: ModelInput) => {
        asked++;
        if (!signal?.aborted) clearTimeout(timer);
        const reply = await segment(input).then(
          (mask): ToProcess => ({ kind: "segmented", call, mask }),
          (error: unknown): ToProcess => ({ kind: "segmentFailed", call, error: toWire(error) }),
        );
        asked--;
        if (!isAlive(child)) return;
        tell(reply);
        watch();
      };
      const finish = () => {
        clearTimeout(timer);
        child.off("message", hear).off("exit", exit).off("error", fail);
        signal?.removeEventListener("abort", abort);
      };
      const hear = (message: FromProcess) => {
        if (message.kind === "segment") return void answer(message.call, message.input);
        finish();
        if (message.kind === "done") resolve(message.cutout);
        else reject(fromWire(message.error));
      };
      const exit = (code: number | null, by: NodeJS.Signals | null) => {
        finish();
        reject(ending ?? new PixelProcessLost(by, `${by ?? code}`));
      };
      const fail = (error: Error) => {
        finish();
        reject(new PixelProcessLost(null, error.message));
      };
      child.on("message", hear).on("exit", exit).on("error", fail);
      signal?.addEventListener("abort", abort, { once: true });
      tell({ kind: "start", ...job });
      watch();
    });
  }
}

function tooSlow(): EngineError {
  return new EngineError("InvalidImage", "The image takes far longer to process than one of its size should");
}

function isAlive({ connected, exitCode, signalCode }: ChildProcess): boolean {
  return connected && exitCode === null && signalCode === null;
}
