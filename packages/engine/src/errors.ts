/** What can go wrong in the engine. Callers translate these; the engine knows no HTTP statuses. */
export type EngineErrorCode =
  | "InvalidImage"
  | "UnsupportedImage"
  | "ImageTooLarge"
  | "InvalidRecipe"
  | "EngineBusy"
  | "Aborted"
  | "ModelUnavailable";

export class EngineError extends Error {
  override readonly name = "EngineError";
  readonly code: EngineErrorCode;

  constructor(code: EngineErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** The image is wider, taller or larger than the limits allow. Sizes are in pixels, after EXIF orientation. */
export class ImageTooLarge extends EngineError {
  readonly width: number;
  readonly height: number;

  constructor(width: number, height: number, message: string) {
    super("ImageTooLarge", message);
    this.width = width;
    this.height = height;
  }
}

/** The queue is full, or memory is. Trying again in about `retryAfterSeconds` is reasonable. */
export class EngineBusy extends EngineError {
  readonly retryAfterSeconds: number;

  constructor(
    retryAfterSeconds: number,
    message = "The engine has as many images waiting as it may have",
    options?: ErrorOptions,
  ) {
    super("EngineBusy", message, options);
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

/** Throws `Aborted` when the signal has fired. */
export function throwIfAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted)
    throw new EngineError("Aborted", "The caller canceled this image", { cause: signal.reason });
}
