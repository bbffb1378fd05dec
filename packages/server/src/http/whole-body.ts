import type { IncomingMessage } from "node:http";
import { RequestError } from "./failure.ts";
import { feedBody } from "./feed-body.ts";
import type { UploadBudget } from "./upload-budget.ts";

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
export async function readWholeBody(
  request: IncomingMessage,
  { maxBytes, idleTimeoutMs }: { maxBytes: number; idleTimeoutMs: number },
  budget: UploadBudget,
  signal: AbortSignal,
): Promise<WholeBody> {
  const chunks: Buffer[] = [];
  let taken = 0;
  const release = () => {
    budget.give(taken);
    taken = 0;
  };
  const sink = {
    async write(chunk: Buffer) {
      if (taken + chunk.length > maxBytes)
        throw new RequestError("BodyTooLarge", "The body is longer than any this server takes");
      if (!budget.take(chunk.length)) throw new RequestError("UploadsBusy", "Too many uploads are in memory");
      taken += chunk.length;
      chunks.push(chunk);
    },
    async end() {},
  };
  try {
    await feedBody(request, { signal, idleTimeoutMs }, () => sink);
    return { bytes: Buffer.concat(chunks), release };
  } catch (error) {
    release();
    throw error;
  }
}
