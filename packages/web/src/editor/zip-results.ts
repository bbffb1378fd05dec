import { Archive } from "./archive.ts";
import { settingsOf } from "./core/editor-store.ts";
import type { Settings } from "./core/settings.ts";
import { worthWaiting } from "./core/worth-waiting.ts";
import { nameOfResult, type ReadyPicture, renderResult } from "./render-result.ts";
import { editor } from "./session.ts";

export interface Zipped {
  zip: Blob;
  /** What is in it. */
  pictures: readonly ReadyPicture[];
}

/** So often a result is asked for again that a busy server refuses. */
const TRIES = 4;

/**
 * All results in one ZIP, made one at a time. A picture whose result cannot be made is left out and holds nobody up; where the
 * plan's rate is used up or the server is busy, it waits, and the page says so.
 *
 * @param settings for pictures that have none of their own
 * @throws the first error where nothing could be made; what the signal was aborted with when it was
 */
export async function zipResults(
  pictures: readonly ReadyPicture[],
  settings: Settings,
  { signal, onProgress }: { signal: AbortSignal; onProgress: (done: number) => void },
): Promise<Zipped> {
  const chosen = (picture: ReadyPicture) => settingsOf({ settings }, picture);
  const archive = new Archive(pictures.map((picture) => nameOfResult(picture, chosen(picture))));
  const made: ReadyPicture[] = [];
  const failures: unknown[] = [];
  for (const [i, picture] of pictures.entries()) {
    onProgress(i);
    try {
      await archive.add(i, await patiently(() => renderResult(picture, chosen(picture), signal), signal));
      made.push(picture);
    } catch (error) {
      signal.throwIfAborted();
      failures.push(error);
    }
  }
  if (made.length === 0) throw failures[0];
  return { zip: archive.finish(), pictures: made };
}

async function patiently<T>(work: () => Promise<T>, signal: AbortSignal): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await work();
    } catch (error) {
      const wait = signal.aborted || tries === TRIES ? null : worthWaiting(error);
      if (!wait) throw error;
      const pause = { reason: wait.reason, until: Date.now() + wait.seconds * 1000 };
      editor.setPause(pause);
      await resting(wait.seconds, signal).finally(() => {
        if (editor.getState().pause === pause) editor.setPause(null);
      });
    }
  }
}

function resting(seconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, seconds * 1000);
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      reject(signal.reason);
    });
  });
}
