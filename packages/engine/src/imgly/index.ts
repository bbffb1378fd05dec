/** The functions of `@imgly/background-removal-node`, made by this engine: programs change the import and nothing else. */
import { homedir } from "node:os";
import { join } from "node:path";
import { createEngine, type Engine } from "../engine.ts";
import { functionsOf } from "./functions.ts";

export type { Config } from "./config.ts";
export type { ImageSource } from "./input.ts";

let engine: Engine | undefined;

/** One for all calls, from the first one on; it ends with the program. */
function sharedEngine(): Engine {
  engine ??= createEngine({ modelsDir: join(homedir(), ".cache", "alphacut", "models") });
  return engine;
}

export const {
  removeBackground,
  removeForeground,
  segmentForeground,
  alphamask,
  applySegmentationMask,
  preload,
} = functionsOf(sharedEngine);

/** @alias */
export default removeBackground;
