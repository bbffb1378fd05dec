import { EngineBusy, EngineError, throwIfAborted } from "./errors.ts";

export interface WorkQueueLimits {
  /** Images in work at once; asked again for every image. */
  working: () => number;
  /** Pixels in work at once; one image larger than that works alone. */
  workingPixels: number;
  /** Images that wait. */
  waiting: number;
  /** About how long an image holds its place: what a refused caller is told to wait for each one before it. */
  secondsPerImage: () => number;
}

interface Entrant {
  pixels: number;
  /** Nobody sits and waits for it: it gives way to all others, is never refused as too much, and leaves a place free. */
  isBackground?: boolean | undefined;
  signal?: AbortSignal;
  onPlace?: (() => Promise<void>) | undefined;
}

interface Entry {
  pixels: number;
  isBackground: boolean;
  admit: () => void;
  refuse: (error: EngineError) => void;
}

/**
 * A bounded queue, first come, first served, the background last: a number of images and pixels in work, a number waiting, and an immediate
 * refusal beyond that, so that load turns into clear answers instead of memory.
 */
export class WorkQueue {
  readonly #limits: WorkQueueLimits;
  readonly #waiting: Entry[] = [];
  readonly #background: Entry[] = [];
  #working = 0;
  #backgroundWorking = 0;
  #workingPixels = 0;
  #closed = false;

  constructor(limits: WorkQueueLimits) {
    this.#limits = limits;
  }

  get working(): number {
    return this.#working;
  }

  get waiting(): number {
    return this.#waiting.length;
  }

  /**
   * Waits for its turn.
   * @param picture `onPlace` is called once the picture has a place, at work or among those that wait, and is waited for;
   *   should it reject, the place is given back and that is the error
   * @returns gives the place back; further calls do nothing
   * @throws EngineBusy at once when too much waits already
   * @throws EngineError `Aborted` when the signal fires while waiting, or the queue is closed
   */
  async enter({ pixels, signal, onPlace, isBackground = false }: Entrant): Promise<() => void> {
    throwIfAborted(signal);
    if (this.#closed) throw closed();
    const refused = new AbortController();
    const left = signal ? AbortSignal.any([signal, refused.signal]) : refused.signal;
    const isFirst = this.#waiting.length === 0 && (!isBackground || this.#background.length === 0);
    const entrant = { pixels, isBackground };
    const waits = !isFirst || !this.#fits(entrant);
    const turn = waits ? this.#wait(entrant, left) : Promise.resolve(this.#take(entrant));
    let held = true;
    const leave = () => {
      if (!held) return;
      held = false;
      this.#working--;
      if (isBackground) this.#backgroundWorking--;
      this.#workingPixels -= pixels;
      this.#admitWaiting();
    };
    // It may be refused before anybody waits for it.
    turn.catch(() => {});
    try {
      await onPlace?.();
    } catch (error) {
      void turn.then(leave, () => {});
      refused.abort();
      throw error;
    }
    await turn;
    return leave;
  }

  /** Refuses whoever waits and whoever comes; places that are held stay so. */
  close(): void {
    this.#closed = true;
    for (const entry of [...this.#waiting.splice(0), ...this.#background.splice(0)]) entry.refuse(closed());
  }

  #wait(
    { pixels, isBackground }: Pick<Entry, "pixels" | "isBackground">,
    signal: AbortSignal,
  ): Promise<void> {
    const line = isBackground ? this.#background : this.#waiting;
    if (!isBackground && line.length >= this.#limits.waiting)
      throw new EngineBusy(
        Math.ceil((this.#waiting.length + this.#working) * this.#limits.secondsPerImage()),
      );
    return new Promise((resolve, reject) => {
      const leave = () => {
        line.splice(line.indexOf(entry), 1);
        reject(new EngineError("Aborted", "The caller canceled this image"));
        this.#admitWaiting();
      };
      const stay = () => signal.removeEventListener("abort", leave);
      const entry: Entry = {
        pixels,
        isBackground,
        admit() {
          stay();
          resolve();
        },
        refuse(error) {
          stay();
          reject(error);
        },
      };
      line.push(entry);
      signal.addEventListener("abort", leave, { once: true });
    });
  }

  #fits({ pixels, isBackground }: Pick<Entry, "pixels" | "isBackground">): boolean {
    if (this.#working === 0) return true;
    if (isBackground && this.#backgroundWorking >= this.#limits.working() - 1) return false;
    return (
      this.#working < this.#limits.working() && this.#workingPixels + pixels <= this.#limits.workingPixels
    );
  }

  #take({ pixels, isBackground }: Pick<Entry, "pixels" | "isBackground">): void {
    this.#working++;
    if (isBackground) this.#backgroundWorking++;
    this.#workingPixels += pixels;
  }

  #admitWaiting(): void {
    for (let line = this.#nextLine(); line[0] && this.#fits(line[0]); line = this.#nextLine()) {
      const next = line.shift() as Entry;
      this.#take(next);
      next.admit();
    }
  }

  /** The background's turn comes when nobody else waits. */
  #nextLine(): Entry[] {
    return this.#waiting.length > 0 ? this.#waiting : this.#background;
  }
}

function closed(): EngineError {
  return new EngineError("Aborted", "The engine is closed");
}
