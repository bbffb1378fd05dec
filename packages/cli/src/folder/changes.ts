import type { Stats } from "node:fs";
import { stat } from "node:fs/promises";
import { setTimeout } from "node:timers/promises";

/** Whoever copies over a slow network may pause for some time. */
const PATIENCE_MS = 5000;

/** Whether a file is another one than it was when it was looked at, or gone. */
export async function hasChanged(path: string, seen: Stats): Promise<boolean> {
  const now = await stat(path).catch(() => undefined);
  return now?.mtimeMs !== seen.mtimeMs || now.size !== seen.size;
}

/** Whether a file changes within some seconds; also when the signal fires, since then nobody knows. */
export async function changesSoon(path: string, seen: Stats, signal: AbortSignal): Promise<boolean> {
  await setTimeout(PATIENCE_MS, undefined, { signal }).catch(() => {});
  return signal.aborted || hasChanged(path, seen);
}
