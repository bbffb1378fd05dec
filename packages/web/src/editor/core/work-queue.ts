import { ApiError } from "../../api/api-error.ts";
import type { EditorStore, Pause } from "./editor-store.ts";
import { type CutoutResult, isWaiting, type Picture, type Progress } from "./picture.ts";
import { worthWaiting } from "./worth-waiting.ts";

export interface CutOutOptions {
  signal: AbortSignal;
  onUpload: (share: number) => void;
  /** Where a picture is not uploaded. */
  onProgress: (progress: Progress) => void;
}

export interface WorkQueueOptions {
  cutOut: (picture: Picture, options: CutOutOptions) => Promise<CutoutResult>;
  /** Resolves after so many seconds. */
  wait: (seconds: number) => Promise<void>;
  /** Whether there is a network, and a promise that there is one again. */
  isOnline: () => boolean;
  online: () => Promise<void>;
  /** After every picture, done or failed. */
  onSettled: (picture: Picture) => void;
  now?: () => number;
}

/** One picture uploads while the server works on another. */
const AT_ONCE = 2;
/** So often a picture is sent to a server that has too much to do. */
const TRIES = 4;

/**
 * Works on every waiting picture of the store, a few at a time, until `stop`. A picture that leaves the store is canceled.
 * Where the plan's rate is used up, the server is busy or there is no network, all of them pause, and go on by themselves.
 */
export function startWorkQueue(store: EditorStore, options: WorkQueueOptions): { stop: () => void } {
  const { now = Date.now } = options;
  const running = new Map<string, AbortController>();
  const tries = new Map<string, number>();

  let pumping = false;
  let stopped = false;

  function pump(): void {
    if (pumping || stopped) return;
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
    const { pictures, pause } = store.getState();
    return pause ? undefined : pictures.find((picture) => isWaiting(picture) && !running.has(picture.id));
  }

  async function work(picture: Picture): Promise<void> {
    const controller = new AbortController();
    const { signal } = controller;
    running.set(picture.id, controller);
    const show = (progress: Progress) => store.update(picture.id, { progress });
    show({ kind: "uploading", share: 0 });
    const onUpload = (share: number) => show(share < 1 ? { kind: "uploading", share } : { kind: "working" });
    let isSettled = true;
    try {
      const result = await options.cutOut(picture, { signal, onUpload, onProgress: show });
      signal.throwIfAborted();
      store.update(picture.id, { progress: { kind: "ready" }, result });
      tries.delete(picture.id);
    } catch (error) {
      const pause = signal.aborted ? null : pauseAfter(picture, error);
      if (pause) {
        isSettled = false;
        running.delete(picture.id);
        begin(pause);
        show({ kind: "waiting" });
      } else if (!signal.aborted) {
        tries.delete(picture.id);
        show({ kind: "failed", error });
      }
    } finally {
      if (running.get(picture.id) === controller) running.delete(picture.id);
    }
    const settled = store.getState().pictures.find(({ id }) => id === picture.id);
    if (settled && isSettled && !signal.aborted) options.onSettled(settled);
    pump();
  }

  /** What has to be waited for before the picture is worth sending again; `null` where that would not help. */
  function pauseAfter({ id }: Picture, error: unknown): Pause | null {
    if (!(error instanceof ApiError)) return null;
    if (error.code === "network") return options.isOnline() ? null : { reason: "offline", until: null };
    const wait = worthWaiting(error);
    if (!wait) return null;
    const { reason, seconds } = wait;
    // The rate of a plan is only a matter of time; a server may stay busy.
    if (reason === "busy") tries.set(id, (tries.get(id) ?? 0) + 1);
    if ((tries.get(id) ?? 0) >= TRIES) return null;
    return { reason, until: now() + seconds * 1000 };
  }

  function begin(pause: Pause): void {
    const current = store.getState().pause;
    if (current && (current.until ?? Infinity) >= (pause.until ?? Infinity)) return;
    store.setPause(pause);
    const over = pause.until === null ? options.online() : options.wait((pause.until - now()) / 1000);
    void over.then(() => store.getState().pause === pause && store.setPause(null));
  }

  const unsubscribe = store.subscribe(pump);
  pump();
  return {
    stop() {
      stopped = true;
      unsubscribe();
      for (const controller of running.values()) controller.abort();
    },
  };
}
