import { EngineError, throwIfAborted } from "../errors.ts";
import type { Mask } from "../image/raster.ts";
import type { ModelInput, Segmenter, SegmenterStatus, SegmentOptions } from "./segmenter.ts";

interface Run {
  mask: Promise<Mask>;
  waiters: number;
  controller: AbortController;
}

/**
 * Remembers masks, so that another effect on the same picture needs no model run. The key is what the model would see:
 * the same picture in another size, format or with another effect asks for the same mask. While a mask is being made,
 * everyone who asks for it waits for the one run; it is canceled when the last of them has gone.
 */
export class CachedSegmenter implements Segmenter {
  readonly #segmenter: Segmenter;
  readonly #maxBytes: number;
  /** In the order of last use. */
  readonly #masks = new Map<string, Mask>();
  readonly #runs = new Map<string, Run>();
  #bytes = 0;
  #answered = 0;

  constructor(segmenter: Segmenter, maxBytes: number) {
    this.#segmenter = segmenter;
    this.#maxBytes = maxBytes;
  }

  async segment(input: ModelInput, { signal, ...options }: SegmentOptions): Promise<Mask> {
    throwIfAborted(signal);
    const key = `${options.model} ${input.fingerprint}`;
    const known = this.#masks.get(key);
    if (known) {
      this.#answered++;
      this.#remember(key, known);
      return known;
    }
    const run = this.#runs.get(key);
    if (run) this.#answered++;
    return this.#join(key, run ?? this.#start(key, input, options), signal);
  }

  ready(): Promise<void> {
    return this.#segmenter.ready();
  }

  status(): SegmenterStatus {
    const status = this.#segmenter.status();
    return { ...status, answered: { ...status.answered, memory: this.#answered } };
  }

  close(): Promise<void> {
    return this.#segmenter.close();
  }

  #start(key: string, input: ModelInput, options: SegmentOptions): Run {
    const controller = new AbortController();
    const mask = this.#segmenter.segment(input, { ...options, signal: controller.signal });
    const run: Run = { mask, waiters: 0, controller };
    this.#runs.set(key, run);
    const forget = () => {
      if (this.#runs.get(key) === run) this.#runs.delete(key);
    };
    mask.then((made) => {
      forget();
      this.#remember(key, made);
    }, forget);
    return run;
  }

  async #join(key: string, run: Run, signal: AbortSignal | undefined): Promise<Mask> {
    run.waiters++;
    let gone: (() => void) | undefined;
    const leaving = new Promise<never>((_, reject) => {
      gone = () => reject(new EngineError("Aborted", "The caller canceled this image"));
      signal?.addEventListener("abort", gone, { once: true });
    });
    try {
      return await Promise.race([run.mask, leaving]);
    } finally {
      signal?.removeEventListener("abort", gone!);
      if (--run.waiters === 0 && this.#runs.get(key) === run) {
        // Whoever asks from now on starts a new run instead of joining one that is being canceled.
        this.#runs.delete(key);
        run.controller.abort();
      }
    }
  }

  #remember(key: string, mask: Mask): void {
    const size = mask.data.byteLength;
    if (this.#masks.delete(key)) this.#bytes -= size;
    if (size > this.#maxBytes) return;
    this.#masks.set(key, mask);
    this.#bytes += size;
    for (const [oldest, { data }] of this.#masks) {
      if (this.#bytes <= this.#maxBytes) break;
      this.#masks.delete(oldest);
      this.#bytes -= data.byteLength;
    }
  }
}
