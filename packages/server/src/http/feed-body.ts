import type { IncomingMessage } from "node:http";
import { Writable } from "node:stream";
import { abortError } from "./request-life.ts";
import { watchPace } from "./upload-pace.ts";

/** Where a body goes. */
export interface BodySink {
  write(chunk: Buffer): Promise<void>;
  end(): Promise<void>;
}

/**
 * Passes a body on as it arrives, with limits of pace, and waits for each piece to be taken. After an error nothing more is
 * given to the sink.
 *
 * @param open gets what ends the reading with an error
 * @throws RequestError `UploadStalled`; EngineError `Aborted` when the signal fires; what the sink throws
 */
export function feedBody(
  request: IncomingMessage,
  { signal, idleTimeoutMs }: { signal: AbortSignal; idleTimeoutMs: number },
  open: (fail: (error: unknown) => void) => BodySink,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = () => {
      stopWatching();
      signal.removeEventListener("abort", abort);
      request.unpipe(target);
    };
    const fail = (error: unknown) => {
      stop();
      // What it was given but has not taken yet is nobody's any more.
      target.destroy();
      reject(error);
    };
    const abort = () => fail(abortError(signal));
    const sink = open(fail);
    const target = new Writable({
      write: (chunk: Buffer, _encoding, done) => void sink.write(chunk).then(() => done(), done),
      final: (done) => void sink.end().then(() => done(), done),
    });
    target.on("error", fail);
    target.on("finish", () => {
      stop();
      resolve();
    });
    const stopWatching = watchPace(request, idleTimeoutMs, fail);
    if (signal.aborted) return abort();
    signal.addEventListener("abort", abort);
    request.pipe(target);
  });
}
