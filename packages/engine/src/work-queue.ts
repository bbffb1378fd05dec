import { EngineBusy, EngineError, throwIfAborted } from "./errors.ts";

export interface WorkQueueLimits {
  /** Images in work at once. */
  working: number;
  /** Pixels in work at once; one image larger than that works alone. */
  workingPixels: number;
  /** Images that wait. */
  waiting: number;
}

interface Entrant {
  pixels: number;
  signal?: AbortSignal;
  onPlace?: (() => Promise<void>) | undefined;
}

interface Entry {
  pixels: number;
  admit: () => void;
  refuse: (error: EngineError) => void;
}

/** About how long an image holds its place: what a refused caller is told to wait for each one before it. */
const SECONDS_PER_IMAGE = 1;

/**
 * A bounded queue, first come, first served: a number of images and pixels in work, a number waiting, and an immediate
 * refusal beyond that, so that load turns into clear answers instead of memory.
 */
export class WorkQueue {
  readonly #limits: WorkQueueLimits;
  readonly #waiting: Entry[] = [];
  #working = 0;
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
  async enter({ pixels, signal, onPlace }: Entrant): Promise<() => void> {
    throwIfAborted(signal);
    if (this.#closed) throw closed();
    const refused = new AbortController();
    const left = signal ? AbortSignal.any([signal, refused.signal]) : refused.signal;
    const waits = this.#waiting.length > 0 || !this.#fits(pixels);
    const turn = waits ? this.#wait(pixels, left) : Promise.resolve(this.#take(pixels));
    let held = true;
    const leave = () => {
      if (!held) return;
      held = false;
      this.#working--;
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
    for (const entry of this.#waiting.splice(0)) entry.refuse(closed());
  }

  #wait(pixels: number, signal: AbortSignal): Promise<void> {
    if (this.#waiting.length >= this.#limits.waiting)
      throw new EngineBusy(Math.ceil((this.#waiting.length + this.#working) * SECONDS_PER_IMAGE));
    return new Promise((resolve, reject) => {
      const leave = () => {
        this.#waiting.splice(this.#waiting.indexOf(entry), 1);
        reject(new EngineError("Aborted", "The caller canceled this image"));
        this.#admitWaiting();
      };
      const stay = () => signal.removeEventListener("abort", leave);
      const entry: Entry = {
        pixels,
        admit() {
          stay();
          resolve();
        },
        refuse(error) {
          stay();
          reject(error);
        },
      };
      this.#waiting.push(entry);
      signal.addEventListener("abort", leave, { once: true });
    });
  }

  #fits(pixels: number): boolean {
    if (this.#working === 0) return true;
    return this.#working < this.#limits.working && this.#workingPixels + pixels <= this.#limits.workingPixels;
  }

  #take(pixels: number): void {
    this.#working++;
    this.#workingPixels += pixels;
  }

  #admitWaiting(): void {
    for (let next = this.#waiting[0]; next && this.#fits(next.pixels); next = this.#waiting[0]) {
      this.#waiting.shift();
      this.#take(next.pixels);
      next.admit();
    }
  }
}

function closed(): EngineError {
  return new EngineError("Aborted", "The engine is closed");
}
