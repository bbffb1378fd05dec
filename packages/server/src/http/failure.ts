import { EngineBusy, EngineError, type EngineErrorCode, ImageTooLarge } from "@alphacut/engine";
import type { JobErrorCode, LimitState, PlatformErrorCode } from "@alphacut/platform";
import { LimitExceeded, PlatformError } from "@alphacut/platform/basics";
import type { ImageProblemCode } from "../cutout/image-problem.ts";

/** What the HTTP side itself refuses. `Internal` is everything that nobody foresaw. */
export type RequestErrorCode =
  | "NotFound"
  | "MethodNotAllowed"
  | "UnsupportedMediaType"
  | "ForeignOrigin"
  | "MalformedBody"
  | "BodyTooLarge"
  | "UploadStalled"
  | "UploadsBusy"
  | "Stopping"
  | "Internal";

/** Every code that a dialect must be able to show. */
export type FailureCode = EngineErrorCode | PlatformErrorCode | ImageProblemCode | RequestErrorCode;

export class RequestError extends Error {
  override readonly name = "RequestError";
  readonly code: RequestErrorCode;

  constructor(code: RequestErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** What can be wrong with the editor's further files, an administrator's changes, presets and jobs; only our own APIs word these. */
export type OwnProblemCode =
  | "InvalidCorrection"
  | "InvalidMask"
  | "InvalidBackground"
  | "OwnAccount"
  | "TooManyPresets"
  | JobErrorCode;

/** One thing wrong with a request, in the words of the dialect that found it. */
export interface Problem {
  field: string;
  message: string;
  /** Where the problem has a row of its own in the tables; a bad text field has none. */
  code?: FailureCode | OwnProblemCode;
  /** More about it, for APIs that have a place for that. */
  detail?: string;
  /** The dialect's own code for it, in APIs that name every mistake. */
  wireCode?: string;
}

/** The request was understood and is wrong; all that is wrong with it is listed. */
export class InvalidRequest extends Error {
  override readonly name = "InvalidRequest";
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    super(problems.map((problem) => problem.message).join(" "));
    this.problems = problems;
  }
}

/** Any thrown thing, brought to what the dialects' tables can word. */
export interface Failure {
  code: FailureCode;
  /** What the placeholders of the table's message stand for. */
  values: Readonly<Record<string, string | number>>;
  retryAfterSeconds?: number;
  limit?: LimitState;
}

/** Seconds after which an overloaded or stopping server is worth another try. */
const RETRY_SECONDS = 5;
const PASSING: readonly FailureCode[] = [
  "UploadsBusy",
  "Stopping",
  "Aborted",
  "ModelUnavailable",
  "StorageUnavailable",
  "BillingUnavailable",
];

export function toFailure(error: unknown): Failure {
  if (error instanceof InvalidRequest) return failure("InvalidInput", error.message);
  if (error instanceof EngineBusy) return failure(error.code, error.message, error.retryAfterSeconds);
  if (error instanceof ImageTooLarge) {
    return { code: error.code, values: { width: error.width, height: error.height } };
  }
  if (error instanceof LimitExceeded) {
    return { ...failure(error.code, error.message, error.retryAfterSeconds), limit: error.limit };
  }
  if (error instanceof PlatformError) return failure(error.code, error.message, error.retryAfterSeconds);
  if (error instanceof EngineError || error instanceof RequestError)
    return failure(error.code, error.message);
  return failure(codeOfFastifyError(error), error instanceof Error ? error.message : "");
}

function failure(code: FailureCode, reason: string, retryAfterSeconds?: number): Failure {
  const seconds = retryAfterSeconds ?? (PASSING.includes(code) ? RETRY_SECONDS : undefined);
  return { code, values: { reason }, ...(seconds === undefined ? {} : { retryAfterSeconds: seconds }) };
}

/** Fastify names its own refusals by HTTP status. */
function codeOfFastifyError(error: unknown): FailureCode {
  const { statusCode: status, code } = (error ?? {}) as { statusCode?: unknown; code?: unknown };
  if (code === "FST_ERR_BAD_URL") return "InvalidInput";
  if (status === 413) return "BodyTooLarge";
  if (status === 415) return "UnsupportedMediaType";
  return typeof status === "number" && status >= 400 && status < 500 ? "MalformedBody" : "Internal";
}

/** `fill("{side} is {pixels}px", { side: "width", pixels: 3 })` → `width is 3px`. */
export function fill(template: string, values: Failure["values"]): string {
  return template.replace(/\{(\w+)\}/g, (placeholder, name: string) => String(values[name] ?? placeholder));
}
