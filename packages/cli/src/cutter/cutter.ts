import type { Backdrop, OutputFormat, RawPicture, Recipe } from "@alphacut/engine";

import type { ModelOptions } from "../recipe/recipe-options.ts";

/** A finished image. */
export interface CutImage {
  data: Uint8Array;
  format: OutputFormat;
  /** Pixels, where known. */
  width: number | undefined;
  height: number | undefined;
  /** Whether the picture has a subject at all, where known. */
  foundSubject?: boolean;
  /** What the subject stood before, where known. */
  backdrop?: Backdrop;
}

export interface CutterOptions extends ModelOptions {
  /** The images are the frames of one film, in their order. */
  film?: { smooth: boolean };
}

/** Whatever makes cutouts: this machine or a server. */
export interface Cutter {
  /**
   * @throws Error with a message for people; an abort where the signal has fired
   */
  cut(image: Uint8Array | RawPicture, recipe: Recipe, signal: AbortSignal): Promise<CutImage>;
  /** Resolves once it can work; rejects when it never will, or with an abort once the signal fires. */
  ready(signal: AbortSignal): Promise<void>;
  close(): Promise<void>;
}

/**
 * Images to have on the way: one that the model works on, one before and one after it, and one that waits, so that the
 * model never does.
 */
export const IMAGES_ON_THE_WAY = 4;
