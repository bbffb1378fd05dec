import type { Mask, RgbRaster } from "../image/raster.ts";

/** A picture at the size that a model takes. */
export interface ModelInput extends RgbRaster {
  /** A hash of size and pixels, made off the main thread: equal pictures have equal fingerprints. */
  fingerprint: string;
}

export interface SegmentOptions {
  model: string;
  /** Inputs of a lower turn go first: the looks of a picture that is nearly done before those of the next one. */
  turn?: number;
  /** Takes a waiting input out of the queue; one that already runs is finished and thrown away. */
  signal?: AbortSignal;
}

/**
 * The seam for scale: a model-sized picture in, a mask of the same size out (at most 3 MB in, 1 MB out). Decoding, edges
 * and encoding stay with the caller, so an implementation may run on another machine.
 */
export interface Segmenter {
  /**
   * @param input sides as `ModelSpec.input` demands
   * @throws EngineError `Aborted`, `EngineBusy` or `ModelUnavailable` (the model cannot be loaded, or failed twice on
   * this input)
   */
  segment(input: ModelInput, options: SegmentOptions): Promise<Mask>;
  /** Resolves once the default model is loaded and has run; rejects with `ModelUnavailable`. */
  ready(): Promise<void>;
  /** Stops at once: what waits or runs is rejected with `Aborted`. Safe to call twice. */
  close(): Promise<void>;
}
