import type { Recipe } from "@alphacut/engine";
import type { Context } from "../context.ts";
import type { Cutter, CutterOptions } from "./cutter.ts";

/** This machine, or the server of `--remote`. Only the side that is used is loaded. */
export async function createCutter(
  recipe: Recipe,
  options: CutterOptions,
  { env }: Context,
): Promise<Cutter> {
  const { remote, model, key = env.ALPHACUT_API_KEY } = options;
  if (remote === undefined) {
    const { createLocalCutter } = await import("./local-cutter.ts");
    return createLocalCutter(recipe, options, env);
  }
  const { createRemoteCutter } = await import("./remote-cutter.ts");
  return createRemoteCutter(recipe, { remote, key, model });
}
