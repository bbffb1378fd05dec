import type { Mask, RgbRaster } from "../image/raster.ts";

/** A picture at the size that a model takes. */
export interface ModelInput extends RgbRaster {
  /** A hash of size and pixels, made off the main thread: equal pictures have equal fingerprints. */
  fingerprint: string;
}

/**
 * The seam for scale: a model-sized picture in, a mask of the same size out (at most 3 MB in, 1 MB out). Decoding, edges
 * and encoding stay with the caller, so an implementation may run on another machine.
 */
export interface Segmenter {
  /**
   * @param input sides as `ModelSpec.input` demands
   * @param options `signal` takes a waiting input out of the queue; one that already runs is finished and thrown away
   * @throws EngineError `Aborted`, `EngineBusy` or `ModelUnavailable` (the model cannot be loaded, or failed twice on
   * this input)
   */
  segment(input: ModelInput, options: { model: string; signal?: AbortSignal }): Promise<Mask>;
  /** Resolves once the default model is loaded and has run; rejects with `ModelUnavailable`. */
  ready(): Promise<void>;
  /** Stops at once: what waits or runs is rejected with `Aborted`. Safe to call twice. */
  close(): Promise<void>;
}
