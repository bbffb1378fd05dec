/** The functions of `@imgly/background-removal`, made by Alphacut: pages change the import and nothing else. */
import type { Config } from "./config.ts";
import { functionsOf } from "./functions.ts";
import type { RuntimeStatus } from "./messages.ts";
import { assetsAt } from "./packaged-assets.ts";
import { createRemover, type Remover } from "./remover.ts";

export { EngineError } from "@alphacut/engine/portable";
export type { Config } from "./config.ts";
export type { ImageSource } from "./input.ts";
export type { Provider, RuntimeStatus } from "./messages.ts";

let shared: { remover: Remover; key: string } | undefined;

/** One worker for all calls, until one of them wants other files or another device. */
function sharedRemover({ publicPath, device = "gpu" }: Config): Remover {
  const key = `${device} ${publicPath}`;
  if (shared?.key !== key) {
    // What it works on goes on to its end; then it is idle, and goes.
    shared = { key, remover: createRemover({ assets: assetsAt(publicPath), device }) };
  }
  return shared.remover;
}

/** What the model runs on, and why on nothing faster; undefined until it was loaded. */
export function runtimeStatus(): RuntimeStatus | undefined {
  return shared?.remover.status;
}

/** Ends the worker and gives its memory back; what runs is rejected as `Aborted`. The next call starts another one. */
export function close(): void {
  shared?.remover.close();
}

export const {
  removeBackground,
  removeForeground,
  segmentForeground,
  alphamask,
  applySegmentationMask,
  preload,
} = functionsOf(sharedRemover);

/** @alias */
export default removeBackground;
