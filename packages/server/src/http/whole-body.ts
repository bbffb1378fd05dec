import type { IncomingMessage } from "node:http";
import { Writable } from "node:stream";
import { RequestError } from "./failure.ts";
import { collectFile } from "./file-collector.ts";
import { abortError } from "./request-life.ts";
import type { UploadBudget } from "./upload-budget.ts";
import { watchPace } from "./upload-pace.ts";

/** A body that is one piece: JSON, or a form of an address line. */
export interface WholeBody {
  bytes: Uint8Array;
  /** Gives the bytes back to the budget. */
  release(): void;
}

/**
 * Reads a body whole.
 *
 * @throws RequestError `BodyTooLarge`, `UploadStalled`, `UploadsBusy`
 * @throws EngineError `Aborted` when the signal fires
 */
export function readWholeBody(
  request: IncomingMessage,
  { maxBytes, idleTimeoutMs }: { maxBytes: number; idleTimeoutMs: number },
  budget: UploadBudget,
  signal: AbortSignal,
): Promise<WholeBody> {
  return new Promise((resolve, reject) => {
    const sink = new Writable({ write: (_chunk, _encoding, done) => done() });
    const stop = () => {
      stopWatching();
      signal.removeEventListener("abort", abort);
      request.unpipe(sink);
    };
    const fail = (error: Error) => {
      stop();
      body.drop();
      reject(error);
    };
    const abort = () => fail(abortError(signal));
    const stopWatching = watchPace(request, idleTimeoutMs, fail);
    const body = collectFile({ name: "", maxBytes }, request, budget, fail);
    request.on("data", () => {
      if (body.isTooLarge)
        fail(new RequestError("BodyTooLarge", "The body is longer than any this server takes"));
    });
    sink.on("finish", () => {
      stop();
      resolve({ bytes: body.end(0).bytes ?? new Uint8Array(), release: () => body.drop() });
    });
    if (signal.aborted) return abort();
    signal.addEventListener("abort", abort);
    request.pipe(sink);
  });
}
