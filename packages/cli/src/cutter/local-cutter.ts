import {
  createEngine,
  type ModelSpec,
  parseCustomModel,
  type Recipe,
  readCustomModels,
} from "@alphacut/engine";
import type { Context } from "../context.ts";
import type { ModelOptions } from "../recipe/recipe-options.ts";
import type { Cutter } from "./cutter.ts";
import { modelsFolder } from "./models-folder.ts";

/** Runs the model on this machine, without any server. */
export async function createLocalCutter(
  recipe: Recipe,
  { modelFile, modelFields = "{}", threads, model }: ModelOptions,
  env: Context["env"],
): Promise<Cutter> {
  const modelsDir = modelsFolder(env);
  const own: ModelSpec | undefined = modelFile ? parseCustomModel(modelFields, modelFile) : undefined;
  const customModels = [...(await readCustomModels(modelsDir)), ...(own ? [own] : [])];
  const name = own?.name ?? model ?? env.ALPHACUT_MODEL;
  const cores = threads ?? Number(env.ALPHACUT_THREADS ?? 0);
  const engine = createEngine({
    modelsDir,
    customModels,
    // Every image comes once.
    maskCacheBytes: 0,
    ...(name && { model: name }),
    ...(cores && { threads: cores }),
  });
  return {
    cut: (image, signal) => engine.cutout(image, recipe, { signal }),
    ready: () => engine.ready(),
    close: () => engine.close(),
  };
}
