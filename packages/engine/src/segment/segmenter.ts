import type { Mask, RgbRaster } from "../image/raster.ts";
import type { Device } from "../models/device.ts";
import type { PrecisionDecision } from "../models/precision.ts";

/** A picture at the size that a model takes. */
export interface ModelInput extends RgbRaster {
  /** A hash of size and pixels, made off the main thread: equal pictures have equal fingerprints. */
  fingerprint: string;
}

/** Whose look goes first: a picture that has had one before a new one, and whoever waits before the background. */
export const LOOK_PRIORITIES = ["begun", "new", "background"] as const;
export type LookPriority = (typeof LOOK_PRIORITIES)[number];

export interface SegmentOptions {
  model: string;
  /** `new` when absent. Looks of the same priority go in the order in which they came. */
  priority?: LookPriority;
  /** Takes a waiting input out of the queue; one that already runs is finished and thrown away. */
  signal?: AbortSignal;
}

/** What the default model runs on. */
export interface ModelRun {
  device: Device;
  precision: PrecisionDecision;
}

export interface SegmenterStatus {
  /** Looks that can run at the same time; 0: nobody is there who could take one. */
  lanes: number;
  /** Looks that wait for a lane, those of others who share the lanes included. */
  waiting: number;
  /** How long a look takes, as far as is known. */
  secondsPerLook: number;
  /** One for each machine that has the default model ready. */
  runs: readonly ModelRun[];
  /** Processes of models that were lost and replaced, since the start. */
  restarts: number;
  /** Looks since the start, by what answered them. */
  answered: Readonly<Record<"model" | "memory" | "shared", number>>;
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
  status(): SegmenterStatus;
  /** Stops at once: what waits or runs is rejected with `Aborted`. Safe to call twice. */
  close(): Promise<void>;
}
