import type { IncomingMessage } from "node:http";
import { RequestError } from "./failure.ts";

/** What an upload must bring on average: a tenth of what a poor mobile connection does. */
const LEAST_BYTES_PER_SECOND = 8 * 1024;

/**
 * Gives up an upload that falls silent, or that only drips to keep its place: every `windowMs` must bring its share.
 *
 * @param fail is called with `UploadStalled`, once
 * @returns ends the watch
 */
export function watchPace(
  request: IncomingMessage,
  windowMs: number,
  fail: (error: Error) => void,
): () => void {
  const share = (LEAST_BYTES_PER_SECOND * windowMs) / 1000;
  let came = 0;
  const count = (chunk: Buffer) => {
    came += chunk.length;
  };
  const stop = () => {
    clearInterval(timer);
    request.off("data", count);
  };
  const timer = setInterval(() => {
    const enough = came >= share;
    const silent = came === 0;
    came = 0;
    if (enough) return;
    stop();
    const how = silent ? "stopped before it was complete" : "is too slow to be waited for";
    fail(new RequestError("UploadStalled", `The upload ${how}`));
  }, windowMs);
  request.on("data", count);
  return stop;
}
