import { relative, resolve } from "node:path";
import { watch } from "chokidar";
import { isPicture } from "./walk.ts";

/** A file counts as complete once its size has not changed for this long. */
const QUIET_MS = 300;

/**
 * The pictures of a folder, and then every one that appears or changes in it, until the signal fires. A picture comes once
 * it is completely there.
 *
 * @param except a folder that is left out
 */
export async function* watchPictures(
  directory: string,
  except: string,
  signal: AbortSignal,
): AsyncGenerator<string> {
  const queue: string[] = [];
  let wake = () => {};
  const ignored = (path: string) => resolve(path) === resolve(except);
  const watcher = watch(directory, {
    ignored,
    awaitWriteFinish: { stabilityThreshold: QUIET_MS, pollInterval: QUIET_MS / 3 },
  });
  const add = (path: string) => {
    const name = relative(directory, path);
    if (isPicture(name)) queue.push(name);
    wake();
  };
  let failure: unknown;
  watcher.on("add", add).on("change", add);
  watcher.on("error", (error) => {
    failure = error;
    wake();
  });
  const stop = () => wake();
  signal.addEventListener("abort", stop);
  try {
    while (!signal.aborted) {
      if (failure) throw failure;
      const next = queue.shift();
      if (next !== undefined) yield next;
      else
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
    }
  } finally {
    signal.removeEventListener("abort", stop);
    await watcher.close();
  }
}
