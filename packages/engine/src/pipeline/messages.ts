import { EngineBusy, EngineError, type EngineErrorCode, ImageTooLarge } from "../errors.ts";
import type { Mask } from "../image/raster.ts";
import type { ModelInput } from "../segment/segmenter.ts";
import type { Cutout, PipelineJob } from "./pipeline.ts";

/** What the pixel processes and the main process say to each other. */
export type ToProcess =
  | ({ kind: "start" } & Omit<PipelineJob, "segment" | "signal">)
  | { kind: "abort" }
  | { kind: "segmented"; call: number; mask: Mask }
  | { kind: "segmentFailed"; call: number; error: WireError };

export type FromProcess =
  | { kind: "segment"; call: number; input: ModelInput }
  | { kind: "done"; cutout: Cutout }
  | { kind: "failed"; error: WireError };

/** An error as it crosses to another process: structured cloning keeps no classes. */
export type WireError =
  | { code: EngineErrorCode; message: string; width?: number; height?: number; retryAfterSeconds?: number }
  | { code: "Unexpected"; message: string; stack: string | undefined };

export function toWire(error: unknown): WireError {
  if (error instanceof EngineError) {
    const { code, message } = error;
    if (error instanceof ImageTooLarge) return { code, message, width: error.width, height: error.height };
    if (error instanceof EngineBusy) return { code, message, retryAfterSeconds: error.retryAfterSeconds };
    return { code, message };
  }
  const { message, stack } = error instanceof Error ? error : new Error(String(error));
  return { code: "Unexpected", message, stack };
}

export function fromWire(error: WireError): Error {
  if (error.code === "Unexpected") return Object.assign(new Error(error.message), { stack: error.stack });
  if (error.width !== undefined && error.height !== undefined) {
    return new ImageTooLarge(error.width, error.height, error.message);
  }
  if (error.retryAfterSeconds !== undefined) return new EngineBusy(error.retryAfterSeconds, error.message);
  return new EngineError(error.code, error.message);
}
