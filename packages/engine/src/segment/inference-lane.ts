import type { ChildProcess } from "node:child_process";
import { EngineError } from "../errors.ts";
import type { RgbRaster } from "../image/raster.ts";
import type { Device } from "../models/device.ts";
import type { InstalledModel } from "../models/store.ts";
import { forkWorker } from "../spawn.ts";
import type { InferenceReply, InferenceRequest } from "./inference-process.ts";

/** The process ended, or was ended at its deadline, before it answered. The input may be tried again. */
export class InferenceLost extends Error {}

interface Run {
  id: number;
  resolve: (mask: Uint8Array) => void;
  reject: (error: Error) => void;
  deadline: NodeJS.Timeout;
}

/** One inference process and the one input that it works on. A process that dies is replaced at the next run. */
export class InferenceLane {
  readonly #threads: number;
  readonly #device: Device;
  readonly #memory: "normal" | "small";
  readonly #timeoutMs: number;
  #child: ChildProcess | undefined;
  #run: Run | undefined;
  #nextId = 0;
  #lost = 0;
  #closed = false;

  constructor(options: { threads: number; device: Device; memory: "normal" | "small"; timeoutMs: number }) {
    this.#threads = options.threads;
    this.#device = options.device;
    this.#memory = options.memory;
    this.#timeoutMs = options.timeoutMs;
  }

  get busy(): boolean {
    return this.#run !== undefined;
  }

  /** How many processes have ended without being asked to. */
  get lost(): number {
    return this.#lost;
  }

  /**
   * @throws InferenceLost
   * @throws EngineError `ModelUnavailable` when the model cannot be loaded or does not fit the input
   */
  run(model: InstalledModel, input: RgbRaster): Promise<Uint8Array> {
    const child = this.#child ?? this.#start();
    const id = this.#nextId++;
    return new Promise((resolve, reject) => {
      const deadline = setTimeout(() => child.kill("SIGKILL"), this.#timeoutMs);
      this.#run = { id, resolve, reject, deadline };
      child.send({ id, model, input } satisfies InferenceRequest, (error) => {
        if (error) child.kill("SIGKILL");
      });
    });
  }

  /** Kills the process, in the middle of a run too. */
  close(): void {
    this.#closed = true;
    this.#child?.kill("SIGKILL");
  }

  #start(): ChildProcess {
    const child = forkWorker("segment/inference-process", this.#memory, [
      String(this.#threads),
      this.#device,
    ]);
    this.#child = child;
    child.on("message", (reply: InferenceReply) => {
      if (reply.id !== this.#run?.id) return;
      const { resolve, reject } = this.#finish();
      if ("mask" in reply) resolve(reply.mask);
      else reject(new EngineError("ModelUnavailable", `The model failed: ${reply.error}`));
    });
    const lost = (reason: string) => {
      if (this.#child !== child) return;
      this.#child = undefined;
      if (!this.#closed) this.#lost++;
      if (this.#run) this.#finish().reject(new InferenceLost(`the inference process ended (${reason})`));
    };
    child.on("error", (error) => lost(error.message));
    child.on("exit", (code, signal) => lost(`${signal ?? code}`));
    return child;
  }

  #finish(): Run {
    const run = this.#run!;
    clearTimeout(run.deadline);
    this.#run = undefined;
    return run;
  }
}
