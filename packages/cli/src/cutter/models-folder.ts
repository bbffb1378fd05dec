import { existsSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import type { Context } from "../context.ts";

/**
 * Where models are: the variables that the server reads, a server's data folder where one is, and otherwise the user's
 * cache, so that working in a folder of photos leaves nothing there.
 */
export function modelsFolder({
  ALPHACUT_MODELS_DIR,
  ALPHACUT_DATA_DIR,
  XDG_CACHE_HOME,
}: Context["env"]): string {
  if (ALPHACUT_MODELS_DIR) return ALPHACUT_MODELS_DIR;
  const ofServer = join(ALPHACUT_DATA_DIR || "data", "models");
  if (ALPHACUT_DATA_DIR || existsSync(ofServer)) return ofServer;
  return join(XDG_CACHE_HOME || join(homedir(), ".cache"), "alphacut", "models");
}
