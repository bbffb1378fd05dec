import type { Backdrop, Crop, EngineStatus, InputFormat, OutputFormat, Recipe } from "@alphacut/engine";

export interface Picture {
  data: Uint8Array;
  /** PNG, 8-bit gray; there when the recipe wants colors and alpha apart. */
  alpha?: Uint8Array;
  format: OutputFormat;
  width: number;
  height: number;
  /** What the subject stood before. */
  backdrop: Backdrop;
  /** Whether there is a subject at all. */
  foundSubject: boolean;
  /** Where it is, in pixels of this picture; absent when nothing of it is visible. */
  subjectBounds?: Crop;
  /** Milliseconds of every stage, the wait in the queue included. */
  timings: Readonly<Record<string, number>>;
}

export interface CutoutOptions {
  signal: AbortSignal;
  /** Nobody sits and waits for it: it gives way to all others. */
  isBackground?: boolean;
  /** Called, and waited for, once the picture is accepted; should it reject, nothing is made and that is the error. */
  onPlace?: (() => Promise<void>) | undefined;
}

/** What the server uses of the engine. All of it throws `EngineError`s. */
export interface CutoutEngine {
  /** Looks at signature and headers only, so that it costs nothing to ask twice. Pixels are those of the upright picture. */
  probe(bytes: Uint8Array): Promise<{ format: InputFormat; width: number; height: number }>;
  cutout(bytes: Uint8Array, recipe: Recipe, options: CutoutOptions): Promise<Picture>;
  /** Resolves once the default model is warm. */
  ready(): Promise<void>;
  status(): EngineStatus;
}
