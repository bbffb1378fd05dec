import {
  DEFAULT_MODEL,
  type DownloadProgress,
  describePrecision,
  type ModelSpec,
  ModelStore,
  pullModel,
  verifyModel,
} from "@alphacut/engine";
import { SingleBar } from "cli-progress";
import { type Context, ExitCode } from "../context.ts";
import { modelsFolder } from "../cutter/models-folder.ts";
import { precisionSetting } from "../cutter/settings.ts";
import { describeError, isAbort } from "../errors.ts";
import { writeJson } from "../write-out.ts";

function openStore({ env }: Context): ModelStore {
  return new ModelStore(modelsFolder(env), { precision: precisionSetting(env) });
}

/** What a model that is not ready needs before its first use. */
function needOf({ source }: ModelSpec): string {
  return { package: "to prepare", https: "to pull", file: "missing" }[source.kind];
}

/** `alphacut models list` */
export async function listModels({ json }: { json?: true }, context: Context): Promise<ExitCode> {
  const store = openStore(context);
  for (const spec of store.specs) {
    const { name, purpose, license, approximateMegabytes: megabytes } = spec;
    const found = await store.find(spec);
    const state = found ? "ready" : needOf(spec);
    if (json) {
      const { path, decision } = found ?? {};
      writeJson(context.stdout, { name, purpose, license, megabytes, state, path, decision });
    } else {
      const size = `${megabytes} MB`.padStart(7);
      context.stdout.write(`${name.padEnd(22)} ${state.padEnd(10)} ${size}  ${purpose} (${license.name})\n`);
    }
  }
  return ExitCode.done;
}

/** `alphacut models pull` */
export async function pullModels(
  names: string[],
  { acceptLicense }: { acceptLicense?: true },
  context: Context,
): Promise<ExitCode> {
  const store = openStore(context);
  const signal = context.interruption();
  return forEachModel(names, context, async (name) => {
    const { license } = store.spec(name);
    context.stderr.write(`${name}: license ${license.name}${license.note ? `; ${license.note}` : ""}\n`);
    if (license.nonCommercial && !acceptLicense) {
      throw new Error("this license forbids commercial use; --accept-license says that you accept it");
    }
    const bar = new DownloadBar(context, name);
    const onProgress = (progress: DownloadProgress) => bar.update(progress);
    const { path } = await pullModel(store, name, { signal, onProgress }).finally(() => bar.stop());
    context.stdout.write(`${path}\n`);
  });
}

/** `alphacut models prepare` */
export async function prepareModels(names: string[], context: Context): Promise<ExitCode> {
  const store = openStore(context);
  return forEachModel(names.length > 0 ? names : [DEFAULT_MODEL], context, async (name) => {
    const { path, decision } = await store.install(name);
    context.stdout.write(`${path}\n`);
    context.stderr.write(`${name}: ${describePrecision(decision)}\n`);
  });
}

/** `alphacut models verify`: the named ones, or all that are here. */
export async function verifyModels(names: string[], context: Context): Promise<ExitCode> {
  const store = openStore(context);
  const here = async () => {
    const found = await Promise.all(store.specs.map((spec) => store.find(spec)));
    return store.specs.filter((_, i) => found[i]).map(({ name }) => name);
  };
  return forEachModel(names.length > 0 ? names : await here(), context, async (name) => {
    const verdict = await verifyModel(store, name);
    context.stdout.write(`${name}: ${verdict}\n`);
    if (verdict === "missing") throw new Error("it is not here");
    if (verdict === "damaged") {
      const { path } = (await store.find(store.spec(name)))!;
      throw new Error(`remove ${path} and get it again`);
    }
  });
}

async function forEachModel(
  names: string[],
  { stderr }: Context,
  work: (name: string) => Promise<void>,
): Promise<ExitCode> {
  let failed = false;
  for (const name of names) {
    try {
      await work(name);
    } catch (error) {
      if (isAbort(error)) return ExitCode.interrupted;
      failed = true;
      stderr.write(`${name}: ${describeError(error)}\n`);
    }
  }
  return failed ? ExitCode.failed : ExitCode.done;
}

/** Megabytes on standard error, where that is a terminal. */
class DownloadBar {
  readonly #bar: SingleBar;
  readonly #visible: boolean;
  #started = false;

  constructor({ stderr }: Context, name: string) {
    const format = `${name} {bar} {percentage}% | {value}/{total} MB | {eta_formatted} left`;
    this.#bar = new SingleBar({ stream: stderr, format, hideCursor: true, barsize: 30, etaBuffer: 100 });
    this.#visible = stderr.isTTY ?? false;
  }

  update({ receivedBytes, totalBytes = 0 }: DownloadProgress): void {
    if (!this.#visible) return;
    const [received, total] = [megabytes(receivedBytes), megabytes(totalBytes)];
    if (!this.#started) this.#bar.start(total, received);
    this.#started = true;
    this.#bar.update(received);
  }

  stop(): void {
    if (this.#started) this.#bar.stop();
  }
}

function megabytes(bytes: number): number {
  return Math.round(bytes / 1e5) / 10;
}
