import { EngineError } from "@alphacut/engine";

/** Work that is shared by everybody who asks for the very same. */
export interface Repeats<T> {
  /**
   * The value of `run`, or of the `run` that was begun for the same key within the window: one in work is waited for, one
   * that failed is forgotten. What nobody waits for is canceled after a moment, in which a client that lost patience may
   * ask again.
   *
   * @param key undefined: nothing is shared
   * @param signal of whoever asks
   * @throws EngineError `Aborted` when the signal fires first; whatever `run` throws
   */
  once(key: string | undefined, signal: AbortSignal, run: Run<T>): Promise<{ value: T; isRepeat: boolean }>;
}

/**
 * @param signal fires when nobody waits any more
 * @param wanted resolves while somebody waits, or waits for somebody who does; to be asked before anything is charged
 */
type Run<T> = (signal: AbortSignal, wanted: () => Promise<void>) => Promise<T>;

export interface RepeatsOptions<T> {
  /** How long a value is kept; 0: nothing is shared. */
  windowMs: number;
  /** Of all values that are kept; the oldest goes first. */
  maxBytes: number;
  bytesOf(value: T): number;
}

/** Clients try again at once or after a fraction of a second; until then the picture keeps its place. */
const GRACE_MS = 1000;

export function createRepeats<T>({ windowMs, maxBytes, bytesOf }: RepeatsOptions<T>): Repeats<T> {
  const shared = new Map<string, SharedRun<T>>();
  const kept = new Map<string, number>();
  let keptBytes = 0;

  function forget(key: string): void {
    shared.delete(key);
    keptBytes -= kept.get(key) ?? 0;
    kept.delete(key);
  }

  function keep(key: string, value: T): void {
    const bytes = bytesOf(value);
    kept.set(key, bytes);
    keptBytes += bytes;
    for (const oldest of kept.keys()) {
      if (keptBytes <= maxBytes) break;
      forget(oldest);
    }
    setTimeout(() => forget(key), windowMs).unref();
  }

  return {
    async once(key, signal, run) {
      if (key === undefined || windowMs === 0)
        return { value: await run(signal, async () => {}), isRepeat: false };
      const known = shared.get(key);
      if (known) return { value: await known.join(signal), isRepeat: true };
      const begun = new SharedRun(run);
      shared.set(key, begun);
      begun.value.then(
        (value) => keep(key, value),
        () => forget(key),
      );
      return { value: await begun.join(signal), isRepeat: false };
    },
  };
}

class SharedRun<T> {
  readonly value: Promise<T>;
  private readonly cancel = new AbortController();
  private waiting = 0;
  private grace: NodeJS.Timeout | undefined;
  private readonly comers: (() => void)[] = [];

  constructor(run: Run<T>) {
    this.value = run(this.cancel.signal, () => this.wanted());
    this.value.catch(() => {});
  }

  join(signal: AbortSignal): Promise<T> {
    this.waiting += 1;
    clearTimeout(this.grace);
    if (!signal.aborted) for (const comer of this.comers.splice(0)) comer();
    return new Promise<T>((resolve, reject) => {
      const leave = () => {
        reject(new EngineError("Aborted", "The caller went away", { cause: signal.reason }));
      };
      if (signal.aborted) leave();
      signal.addEventListener("abort", leave, { once: true });
      this.value.then(resolve, reject).finally(() => signal.removeEventListener("abort", leave));
    }).finally(() => {
      this.waiting -= 1;
      if (this.waiting === 0)
        this.grace = setTimeout(() => this.cancel.abort(signal.reason), GRACE_MS).unref();
    });
  }

  private wanted(): Promise<void> {
    if (this.waiting > 0) return Promise.resolve();
    const { signal } = this.cancel;
    return new Promise((resolve, reject) => {
      this.comers.push(resolve);
      const nobody = () =>
        reject(new EngineError("Aborted", "Nobody waits any more", { cause: signal.reason }));
      if (signal.aborted) nobody();
      signal.addEventListener("abort", nobody, { once: true });
    });
  }
}
