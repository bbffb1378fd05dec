import type { Readable } from "node:stream";
import { RequestError } from "./failure.ts";
import type { UploadBudget } from "./upload-budget.ts";

export interface UploadedFile {
  /** As sent, without folders; empty when the sender chose no file. */
  name: string;
  /** Bytes of the whole file; for one over its limit the size of the request, as far as it is known. */
  size: number;
  /** Absent when the file is over its limit. */
  bytes: Uint8Array | undefined;
}

/** One file of a form while it streams in. */
export interface FileCollector {
  readonly isTooLarge: boolean;
  /** @param sizeIfTooLarge what to report for a file whose end was not kept */
  end(sizeIfTooLarge: number): UploadedFile;
  /** Forgets the bytes and gives them back to the budget; what still comes is ignored. */
  drop(): void;
}

/** @param fail is called with `UploadsBusy` when the budget has no room */
export function collectFile(
  { name, maxBytes }: { name: string; maxBytes: number },
  stream: Readable,
  budget: UploadBudget,
  fail: (error: Error) => void,
): FileCollector {
  let chunks: Buffer[] = [];
  let taken = 0;
  let isTooLarge = false;
  let dropped = false;

  const drop = () => {
    dropped = true;
    chunks = [];
    budget.give(taken);
    taken = 0;
  };
  stream.on("data", (chunk: Buffer) => {
    if (dropped) return;
    if (taken + chunk.length > maxBytes) {
      isTooLarge = true;
      drop();
    } else if (budget.take(chunk.length)) {
      taken += chunk.length;
      chunks.push(chunk);
    } else {
      fail(new RequestError("UploadsBusy", "Too many uploads are in memory"));
    }
  });
  return {
    get isTooLarge() {
      return isTooLarge;
    },
    end(sizeIfTooLarge) {
      if (isTooLarge) return { name, size: sizeIfTooLarge, bytes: undefined };
      const bytes = Buffer.concat(chunks);
      chunks = [];
      return { name, size: bytes.length, bytes };
    },
    drop,
  };
}
