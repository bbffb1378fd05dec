import { access, readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { EngineError } from "../errors.ts";
import { forkModule } from "../spawn.ts";
import { MODELS, type ModelSource, type ModelSpec, PREPARATION_VERSION } from "./catalogue.ts";
import { readCustomModels } from "./custom.ts";
import type { PrepareReply, PrepareRequest } from "./prepare-process.ts";

/** A model that the runtime can load. */
export interface InstalledModel {
  spec: ModelSpec;
  path: string;
}

/** Temporary files of a process that died while writing are removed once they are this old. */
const STALE_MS = 60 * 60 * 1000;

/** Preparation takes 2 to 10 seconds; far beyond that the disk or the machine is stuck. */
const PREPARE_TIMEOUT_MS = 5 * 60 * 1000;

/**
 * The models of one folder: prepares the packaged one at its first use, finds pulled and custom ones.
 * Any number of processes may share the folder.
 */
export class ModelStore {
  readonly #directory: string;
  readonly #specs: Map<string, ModelSpec>;
  readonly #installing = new Map<string, Promise<InstalledModel>>();

  /**
   * Knows the catalogue and what the folder's `models.json` adds to it.
   * @param custom more of them; a later entry replaces an earlier one of the same name
   * @throws EngineError `ModelUnavailable` with every mistake in `models.json`
   */
  constructor(directory: string, custom: readonly ModelSpec[] = []) {
    this.#directory = directory;
    const all = [...MODELS, ...readCustomModels(directory), ...custom];
    this.#specs = new Map(all.map((spec) => [spec.name, spec]));
  }

  /** The catalogue and what is beside it. */
  get specs(): ModelSpec[] {
    return [...this.#specs.values()];
  }

  /** @throws EngineError `ModelUnavailable` when no model has that name */
  spec(name: string): ModelSpec {
    const spec = this.#specs.get(name);
    if (spec) return spec;
    throw new EngineError(
      "ModelUnavailable",
      `There is no model '${name}'. Known: ${[...this.#specs.keys()].join(", ")}`,
    );
  }

  /**
   * The model ready to load, prepared first if need be. Waiters share one preparation; a failed one is tried anew by
   * the next call.
   * @throws EngineError `ModelUnavailable`, saying what to do
   */
  install(name: string): Promise<InstalledModel> {
    const running = this.#installing.get(name);
    if (running) return running;
    const installing = this.#install(this.spec(name));
    this.#installing.set(name, installing);
    installing.catch(() => this.#installing.delete(name));
    return installing;
  }

  /** Where a model's file is, or would be, kept. */
  pathOf({ name, source }: ModelSpec): string {
    return source.kind === "file" ? source.path : join(this.#directory, `${name}-${versionOf(source)}.onnx`);
  }

  /** Whether a model's file is there, prepared if it has to be. */
  has(spec: ModelSpec): Promise<boolean> {
    return access(this.pathOf(spec)).then(
      () => true,
      () => false,
    );
  }

  async #install(spec: ModelSpec): Promise<InstalledModel> {
    const path = this.pathOf(spec);
    if (await this.has(spec)) return { spec, path };
    if (spec.source.kind === "https") {
      throw new EngineError(
        "ModelUnavailable",
        `The model '${spec.name}' is not here yet; run: alphacut models pull ${spec.name}`,
      );
    }
    if (spec.source.kind === "file")
      throw new EngineError("ModelUnavailable", `There is no model file ${path}`);
    await this.#removeStale();
    await prepareInProcess(spec, path);
    return { spec, path };
  }

  async #removeStale(): Promise<void> {
    const names = await readdir(this.#directory).catch(() => []);
    for (const name of names.filter((name) => name.endsWith(".tmp"))) {
      const path = join(this.#directory, name);
      const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: Date.now() }));
      if (Date.now() - mtimeMs > STALE_MS) await rm(path, { force: true });
    }
  }
}

function versionOf(source: Exclude<ModelSource, { kind: "file" }>): string {
  return source.kind === "package"
    ? `${source.sha256.slice(0, 16)}-p${PREPARATION_VERSION}`
    : source.checksum.hex.slice(0, 16);
}

/**
 * Prepares a packaged model into `target` in a process of its own.
 * @throws EngineError `ModelUnavailable`
 */
export function prepareInProcess(spec: ModelSpec, target: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const fail = (detail: string) =>
      reject(new EngineError("ModelUnavailable", `Preparing the model '${spec.name}' failed: ${detail}`));
    const child = forkModule("models/prepare-process");
    const deadline = setTimeout(() => child.kill("SIGKILL"), PREPARE_TIMEOUT_MS);
    child.once("error", (error) => fail(error.message));
    child.once("message", (reply: PrepareReply) => (reply.ok ? resolve() : fail(reply.message)));
    child.once("exit", (code, signal) => {
      clearTimeout(deadline);
      fail(`its process ended early (${signal ?? code})`);
    });
    child.send({ spec, target } satisfies PrepareRequest);
  });
}
