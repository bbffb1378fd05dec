import { EngineError } from "@alphacut/engine";
import { PlatformError } from "@alphacut/platform";
import { type FailureCode, fill, InvalidRequest, toFailure } from "../http/failure.ts";
import { FetchFailure } from "../http/guarded-fetch/fetch-failure.ts";
import { errors } from "../http/own-errors.ts";

export interface ItemError {
  code: string;
  message: string;
}

/** Failures that are no fault of the picture: it is tried again when they are over. */
const PASSING: readonly FailureCode[] = [
  "StorageUnavailable",
  "ModelUnavailable",
  "Aborted",
  "EngineBusy",
  "Stopping",
];

export function isPassing(error: unknown): boolean {
  return !(error instanceof FetchFailure) && PASSING.includes(toFailure(error).code);
}

/** Whether nobody foresaw it. */
export function isUnforeseen(error: unknown): boolean {
  return !(error instanceof FetchFailure) && toFailure(error).code === "Internal";
}

/** Why an item came to nothing, in the words of our own APIs. */
export function itemError(error: unknown): ItemError {
  if (error instanceof InvalidRequest) {
    const [first] = error.problems;
    return { code: errors[first?.code ?? "InvalidInput"].code, message: error.message };
  }
  if (error instanceof FetchFailure) return worded(error.code, { reason: error.message });
  if (error instanceof PlatformError && error.code === "NotFound")
    return { code: "not_found", message: "The uploaded file is not there any more" };
  if (error instanceof EngineError || error instanceof PlatformError) {
    const { code, values } = toFailure(error);
    return worded(code, values);
  }
  return { code: errors.Internal.code, message: "The server could not make this picture" };
}

function worded(code: FailureCode, values: Readonly<Record<string, string | number>>): ItemError {
  return { code: errors[code].code, message: fill(errors[code].message, values) };
}
