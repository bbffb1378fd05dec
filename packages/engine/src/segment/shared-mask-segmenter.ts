import type { Mask } from "../image/raster.ts";
import type { ModelSpec } from "../models/catalog.ts";
import { modelTag } from "../models/model-tag.ts";
import type { ModelInput, Segmenter, SegmenterStatus, SegmentOptions } from "./segmenter.ts";

/** A memory for masks that several processes share. It may forget at any time, and never fails. */
export interface SharedMasks {
  /** The mask of that name; undefined when it is not there, or the memory is not. */
  find(name: string): Promise<Mask | undefined>;
  /** Remembers in the background. */
  keep(name: string, mask: Mask): void;
}

/**
 * Asks the shared memory before the model, and tells it afterwards: the second effect on a photo needs no run, whichever
 * process gets it. Masks are named after the model's weights and what the model saw.
 */
export class SharedMaskSegmenter implements Segmenter {
  readonly #segmenter: Segmenter;
  readonly #models: { spec(name: string): ModelSpec };
  readonly #masks: SharedMasks;
  #answered = 0;

  constructor(segmenter: Segmenter, models: { spec(name: string): ModelSpec }, masks: SharedMasks) {
    this.#segmenter = segmenter;
    this.#models = models;
    this.#masks = masks;
  }

  async segment(input: ModelInput, options: SegmentOptions): Promise<Mask> {
    const name = `${modelTag(this.#models.spec(options.model))}:${input.fingerprint}`;
    const known = await this.#masks.find(name);
    if (known) {
      this.#answered++;
      return known;
    }
    const mask = await this.#segmenter.segment(input, options);
    this.#masks.keep(name, mask);
    return mask;
  }

  ready(): Promise<void> {
    return this.#segmenter.ready();
  }

  status(): SegmenterStatus {
    const status = this.#segmenter.status();
    return { ...status, answered: { ...status.answered, shared: this.#answered } };
  }

  close(): Promise<void> {
    return this.#segmenter.close();
  }
}
