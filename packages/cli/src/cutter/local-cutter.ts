import { once } from "node:events";
import { createEngine, parseCustomModel } from "@alphacut/engine";
import type { Context } from "../context.ts";
import type { Cutter, CutterOptions } from "./cutter.ts";
import { modelsFolder } from "./models-folder.ts";
import { memorySetting, precisionSetting } from "./settings.ts";

/** Runs the model on this machine, without any server. */
export function createLocalCutter(
  { modelFile, modelFields = "{}", threads, model, film }: CutterOptions,
  env: Context["env"],
): Cutter {
  const own = modelFile === undefined ? undefined : parseCustomModel(modelFields, modelFile);
  const name = own?.name ?? model ?? env.ALPHACUT_MODEL;
  const cores = threads ?? Number(env.ALPHACUT_THREADS ?? 0);
  const engine = createEngine({
    modelsDir: modelsFolder(env),
    // Every image comes once.
    maskCacheBytes: 0,
    precision: precisionSetting(env),
    memory: memorySetting(env),
    ...(film && { film }),
    ...(own && { customModels: [own] }),
    ...(name && { model: name }),
    ...(cores && { threads: cores }),
  });
  return {
    cut: (image, recipe, signal) =>
      withOwnSignal(signal, (own) => engine.cutout(image, recipe, { signal: own })),
    ready: (signal) => Promise.race([engine.ready(), aborted(signal)]),
    close: () => engine.close(),
  };
}

/** A signal for each image: what listens to the one of the whole command would be kept until its last image is done. */
async function withOwnSignal<T>(outer: AbortSignal, work: (own: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  const forward = () => controller.abort(outer.reason);
  outer.addEventListener("abort", forward, { once: true });
  if (outer.aborted) forward();
  try {
    return await work(controller.signal);
  } finally {
    outer.removeEventListener("abort", forward);
  }
}

async function aborted(signal: AbortSignal): Promise<void> {
  if (!signal.aborted) await once(signal, "abort");
  signal.throwIfAborted();
}
