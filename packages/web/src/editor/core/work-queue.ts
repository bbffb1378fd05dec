import { ApiError } from "../../api/api-error.ts";
import type { EditorStore } from "./editor-store.ts";
import { type CutoutResult, isWaiting, type Picture, type Progress } from "./picture.ts";

export interface CutOutOptions {
  signal: AbortSignal;
  onUpload: (share: number) => void;
}

export interface WorkQueueOptions {
  cutOut: (picture: Picture, options: CutOutOptions) => Promise<CutoutResult>;
  /** Resolves after so many seconds; rejects when the signal fires. */
  wait: (seconds: number, signal: AbortSignal) => Promise<void>;
  /** After every picture, done or failed. */
  onSettled: (picture: Picture) => void;
}

/** One picture uploads while the server works on another. */
const AT_ONCE = 2;
const TRIES = 4;
/** When the server says that it is busy but not for how long. */
const DEFAULT_WAIT_SECONDS = 5;
const LONGEST_WAIT_SECONDS = 90;

/**
 * Works on every waiting picture of the store, a few at a time, until `stop`. A picture that leaves the store is canceled;
 * a busy server is asked again after the time it names.
 */
export function startWorkQueue(store: EditorStore, options: WorkQueueOptions): { stop: () => void } {
  const running = new Map<string, AbortController>();

  let pumping = false;

  function pump(): void {
    if (pumping) return;
    pumping = true;
    cancelWhatIsObsolete();
    for (let next = nextWaiting(); next && running.size < AT_ONCE; next = nextWaiting()) void work(next);
    pumping = false;
  }

  /** A picture that is running and waits again is to be done with other settings. */
  function cancelWhatIsObsolete(): void {
    const { pictures } = store.getState();
    for (const [id, controller] of running) {
      const picture = pictures.find((candidate) => candidate.id === id);
      if (!picture || isWaiting(picture)) controller.abort();
    }
  }

  function nextWaiting(): Picture | undefined {
    return store.getState().pictures.find((picture) => isWaiting(picture) && !running.has(picture.id));
  }

  async function work(picture: Picture): Promise<void> {
    const controller = new AbortController();
    running.set(picture.id, controller);
    const show = (progress: Progress) => store.update(picture.id, { progress });
    show({ kind: "uploading", share: 0 });
    try {
      const result = await withRetries(picture, controller.signal, show);
      controller.signal.throwIfAborted();
      store.update(picture.id, { progress: { kind: "ready" }, result });
    } catch (error) {
      if (!controller.signal.aborted) show({ kind: "failed", error });
    } finally {
      running.delete(picture.id);
    }
    const settled = store.getState().pictures.find(({ id }) => id === picture.id);
    if (settled && !controller.signal.aborted) options.onSettled(settled);
    pump();
  }

  async function withRetries(
    picture: Picture,
    signal: AbortSignal,
    show: (progress: Progress) => void,
  ): Promise<CutoutResult> {
    const onUpload = (share: number) => show(share < 1 ? { kind: "uploading", share } : { kind: "working" });
    for (let attempt = 1; ; attempt++) {
      try {
        return await options.cutOut(picture, { signal, onUpload });
      } catch (error) {
        const seconds = attempt < TRIES && !signal.aborted ? secondsUntilRetry(error) : undefined;
        if (seconds === undefined) throw error;
        show({ kind: "retrying", seconds });
        await options.wait(seconds, signal);
      }
    }
  }

  const unsubscribe = store.subscribe(pump);
  pump();
  return {
    stop() {
      unsubscribe();
      for (const controller of running.values()) controller.abort();
    },
  };
}

/** Only a server that has too much to do, or finds us too fast, is worth asking again by itself. */
function secondsUntilRetry(error: unknown): number | undefined {
  if (!(error instanceof ApiError) || !["busy", "too_many_requests"].includes(error.code)) return undefined;
  const seconds = Math.max(1, error.retryAfterSeconds ?? DEFAULT_WAIT_SECONDS);
  return seconds <= LONGEST_WAIT_SECONDS ? seconds : undefined;
}
