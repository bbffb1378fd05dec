import { EngineBusy, EngineError, throwIfAborted } from "./errors.ts";

export interface AdmissionLimits {
  /** Images in work at once. */
  working: number;
  /** Pixels in work at once; one image larger than that works alone. */
  workingPixels: number;
  /** Images that wait. */
  waiting: number;
  /** Encoded bytes that wait. */
  waitingBytes: number;
}

interface Place {
  pixels: number;
  admit: () => void;
}

/** About how long an image holds its place: what a refused caller is told to wait for each one before it. */
const SECONDS_PER_IMAGE = 1;

/**
 * Bounded admission, first come, first served: a number of images in work, a number waiting, and an immediate refusal
 * beyond that, so that load turns into clear answers instead of memory.
 */
export class Admission {
  readonly #limits: AdmissionLimits;
  readonly #queue: Place[] = [];
  #working = 0;
  #workingPixels = 0;
  #waitingBytes = 0;

  constructor(limits: AdmissionLimits) {
    this.#limits = limits;
  }

  get working(): number {
    return this.#working;
  }

  get waiting(): number {
    return this.#queue.length;
  }

  /**
   * Waits for a place.
   * @returns gives the place back; further calls do nothing
   * @throws EngineBusy at once when too much waits already
   * @throws EngineError `Aborted` when the signal fires while waiting
   */
  async enter({
    pixels,
    bytes,
    signal,
  }: {
    pixels: number;
    bytes: number;
    signal?: AbortSignal;
  }): Promise<() => void> {
    throwIfAborted(signal);
    if (this.#queue.length > 0 || !this.#fits(pixels)) await this.#wait({ pixels, bytes, signal });
    else this.#take(pixels);
    let held = true;
    return () => {
      if (!held) return;
      held = false;
      this.#working--;
      this.#workingPixels -= pixels;
      this.#admitWaiting();
    };
  }

  #wait({
    pixels,
    bytes,
    signal,
  }: {
    pixels: number;
    bytes: number;
    signal: AbortSignal | undefined;
  }): Promise<void> {
    const { waiting, waitingBytes } = this.#limits;
    if (this.#queue.length >= waiting || this.#waitingBytes + bytes > waitingBytes) {
      throw new EngineBusy(Math.ceil((this.#queue.length + this.#working) * SECONDS_PER_IMAGE));
    }
    return new Promise((resolve, reject) => {
      const leave = () => {
        this.#queue.splice(this.#queue.indexOf(place), 1);
        this.#waitingBytes -= bytes;
        reject(new EngineError("Aborted", "The caller cancelled this image"));
        this.#admitWaiting();
      };
      const admit = () => {
        signal?.removeEventListener("abort", leave);
        this.#waitingBytes -= bytes;
        resolve();
      };
      const place: Place = { pixels, admit };
      this.#queue.push(place);
      this.#waitingBytes += bytes;
      signal?.addEventListener("abort", leave, { once: true });
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
    for (let next = this.#queue[0]; next && this.#fits(next.pixels); next = this.#queue[0]) {
      this.#queue.shift();
      this.#take(next.pixels);
      next.admit();
    }
  }
}
