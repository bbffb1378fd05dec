import type { Context } from "../context.ts";
import type { Cutter, CutterOptions } from "./cutter.ts";

/** This machine, or the server of `--remote`. Only the side that is used is loaded. */
export async function createCutter(options: CutterOptions, { env }: Context): Promise<Cutter> {
  const { remote, model, key = env.ALPHACUT_API_KEY } = options;
  if (remote === undefined) {
    const { createLocalCutter } = await import("./local-cutter.ts");
    return createLocalCutter(options, env);
  }
  const { createRemoteCutter } = await import("./remote-cutter.ts");
  return createRemoteCutter({ remote, key, model });
}
