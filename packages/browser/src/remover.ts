/** The same cutouts with your own arrangement of files: for applications that serve the model themselves. */
import { EngineError } from "@alphacut/engine/portable";
import type {
  Assets,
  CutoutJob,
  FromWorker,
  MadePicture,
  RuntimeStatus,
  ToWorker,
  WireError,
} from "./messages.ts";

export { EngineError, encodeBmp } from "@alphacut/engine/portable";
export type { ImageSource, Source } from "./input.ts";
export { readSource } from "./input.ts";
export type { Assets, CutoutJob, MadePicture, ModelManifest, Provider, RuntimeStatus } from "./messages.ts";
export { RUNTIMES } from "./runtimes.ts";

export interface RemoverOptions {
  assets: Assets;
  /** `cpu`: no WebGPU, even where there is one. */
  device?: "cpu" | "gpu";
}

export interface CallOptions {
  signal?: AbortSignal | undefined;
  /** Bytes of a file that have come, of how many. Not called for what the browser has already. */
  onFetch?: ((file: string, current: number, total: number) => void) | undefined;
  /** Everything is here, and the model begins to work. */
  onCompute?: (() => void) | undefined;
}

/** Cuts pictures out in a worker, one at a time, first come, first served. */
export interface Remover {
  /**
   * @throws EngineError `InvalidImage`, `UnsupportedImage`, `ImageTooLarge`; `ModelUnavailable` when the model could not be
   * fetched or run; the signal's reason
   */
  cutOut(job: CutoutJob, options?: CallOptions): Promise<MadePicture>;
  /** Fetches the model and makes it ready. @throws as `cutOut` */
  load(options?: CallOptions): Promise<void>;
  /** What the model runs on; undefined until it was loaded. */
  readonly status: RuntimeStatus | undefined;
  /** Ends the worker and gives its memory back; what waits or runs is rejected as `Aborted`. The next call starts another one. */
  close(): void;
}

interface Call {
  id: number;
  message: ToWorker;
  options: CallOptions;
  isComputing: boolean;
  settle: (outcome: { result: MadePicture | undefined } | { error: unknown }) => void;
}

/** Longer than any device needs for one picture; what takes longer hangs. */
const COMPUTE_LIMIT_MS = 10 * 60_000;
/** An idle model holds half a gigabyte and more. */
const IDLE_MS = { phone: 30_000, other: 5 * 60_000 };

export function createRemover({ assets, device = "gpu" }: RemoverOptions): Remover {
  const isPhone = isMobile();
  const waiting: Call[] = [];
  let worker: Worker | undefined;
  let running: Call | undefined;
  let status: RuntimeStatus | undefined;
  let nextId = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function endWithin(milliseconds: number, why: () => void): void {
    clearTimeout(timer);
    timer = setTimeout(() => {
      endWorker();
      why();
    }, milliseconds);
  }

  function endWorker(): void {
    clearTimeout(timer);
    worker?.terminate();
    worker = undefined;
  }

  /** Ends an idle worker in a while; not without a connection, over which it could not be loaded again. */
  function rest(): void {
    clearTimeout(timer);
    const end = () => (navigator.onLine ? endWorker() : rest());
    timer = setTimeout(end, isPhone ? IDLE_MS.phone : IDLE_MS.other);
  }

  function start(): Worker {
    // Bundlers find the worker by this very expression.
    const started = new Worker(new URL("./worker/worker.js", import.meta.url), { type: "module" });
    started.onmessage = ({ data }: MessageEvent<FromWorker>) => started === worker && hear(data);
    started.onerror = (event) => {
      event.preventDefault();
      if (started !== worker) return;
      endWorker();
      const detail = event.message || "its script could not be loaded";
      finish({ error: new EngineError("ModelUnavailable", `The worker of the model failed: ${detail}`) });
    };
    const message: ToWorker = { kind: "start", assets, surroundings: { isPhone, device } };
    started.postMessage(message);
    return started;
  }

  function hear(message: FromWorker): void {
    if (message.kind === "status") {
      status = message.status;
      return;
    }
    if (message.id !== running?.id) return;
    switch (message.kind) {
      case "fetched":
        running.options.onFetch?.(message.key, message.current, message.total);
        break;
      case "computing":
        running.isComputing = true;
        running.options.onCompute?.();
        endWithin(COMPUTE_LIMIT_MS, () =>
          finish({ error: new EngineError("ModelUnavailable", "The model did not answer for ten minutes") }),
        );
        break;
      case "done":
        finish({ result: message.result });
        break;
      case "failed":
        finish({ error: fromWire(message.error) });
    }
  }

  function finish(outcome: Parameters<Call["settle"]>[0]): void {
    const call = running;
    running = undefined;
    clearTimeout(timer);
    call?.settle(outcome);
    next();
  }

  function next(): void {
    if (running) return;
    running = waiting.shift();
    if (running) {
      clearTimeout(timer);
      worker ??= start();
      worker.postMessage(running.message);
    } else if (worker) {
      rest();
    }
  }

  function leave(call: Call, reason: unknown): void {
    const place = waiting.indexOf(call);
    if (place >= 0) waiting.splice(place, 1);
    if (running !== call) {
      call.settle({ error: reason });
      return;
    }
    // A run cannot be interrupted. While files still come, the worker goes on: whoever is next needs them as well.
    if (call.isComputing) endWorker();
    finish({ error: reason });
  }

  function call(message: (id: number) => ToWorker, options: CallOptions): Promise<MadePicture | undefined> {
    const { signal } = options;
    return new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason);
      const id = nextId++;
      const abort = () => leave(entry, signal?.reason);
      const entry: Call = {
        id,
        message: message(id),
        options,
        isComputing: false,
        settle(outcome) {
          signal?.removeEventListener("abort", abort);
          if ("error" in outcome) reject(outcome.error);
          else resolve(outcome.result);
        },
      };
      signal?.addEventListener("abort", abort, { once: true });
      waiting.push(entry);
      next();
    });
  }

  return {
    cutOut: async (job, options = {}) => (await call((id) => ({ kind: "cut out", id, job }), options))!,
    load: async (options = {}) => void (await call((id) => ({ kind: "load", id }), options)),
    get status() {
      return status;
    },
    close() {
      endWorker();
      const error = new EngineError("Aborted", "The remover was closed");
      for (const { settle } of waiting.splice(0)) settle({ error });
      finish({ error });
    },
  };
}

/** Phones and tablets; an iPad says that it is a Mac, but no Mac has a touchscreen. */
function isMobile(): boolean {
  const { userAgent, maxTouchPoints } = navigator;
  return /Android|iPhone|iPad|iPod/.test(userAgent) || (/Macintosh/.test(userAgent) && maxTouchPoints > 1);
}

function fromWire({ code, message }: WireError): Error {
  return code === "Unexpected" ? new Error(message) : new EngineError(code, message);
}
