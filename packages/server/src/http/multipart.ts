import type { IncomingMessage } from "node:http";
import { EngineError } from "@alphacut/engine";
import { Busboy, type BusboyFileStream, type BusboyHeaders } from "@fastify/busboy";
import { RequestError } from "./failure.ts";
import type { UploadBudget } from "./upload-budget.ts";

/** What one kind of form may hold. */
export interface FormLimits {
  /** The field whose file is kept; files under other names are thrown away. */
  fileField: string;
  maxFileBytes: number;
  /** The longest silence of the sender. */
  idleTimeoutMs: number;
}

export interface UploadedFile {
  /** As sent, without folders; empty when the sender chose no file. */
  name: string;
  /** Bytes of the whole file; for one over the limit the size of the request, as far as it is known. */
  size: number;
  /** Absent when the file is over the limit. */
  bytes: Uint8Array | undefined;
}

export interface Form {
  /** The first value of every field. */
  fields: Readonly<Record<string, string>>;
  file: UploadedFile | undefined;
  /** Gives the file's bytes back to the budget. */
  release(): void;
}

const MAX_FIELDS = 64;
const MAX_FILES = 8;
const MAX_FIELD_BYTES = 4096;
const MAX_PART_HEADER_BYTES = 8192;

/** How much of a body is read before its connection is given up, for a file limit of `maxFileBytes`. */
export function maxBodyBytes(maxFileBytes: number): number {
  return 2 * maxFileBytes;
}

/**
 * Reads `multipart/form-data` as it streams in. At most `maxFileBytes` are kept; the rest of a longer file is read and
 * thrown away, so that the sender gets its answer, up to twice the limit.
 *
 * @throws RequestError `MalformedBody`, `BodyTooLarge` (too many or too long fields, or other parts that are too big),
 * `UploadStalled`, `UploadsBusy` (the budget is used up)
 * @throws EngineError `Aborted` when the signal fires
 */
export function readForm(
  request: IncomingMessage,
  limits: FormLimits,
  budget: UploadBudget,
  signal: AbortSignal,
): Promise<Form> {
  return new Promise((resolve, reject) => {
    const parser = openParser(request, limits.maxFileBytes);
    const fields = new Map<string, string>();
    let file: FileCollector | undefined;
    let received = 0;

    const idle = setTimeout(
      () => fail(new RequestError("UploadStalled", "The upload stopped before it was complete")),
      limits.idleTimeoutMs,
    );
    const stop = () => {
      clearTimeout(idle);
      signal.removeEventListener("abort", abort);
      request.off("data", count);
      request.unpipe(parser);
    };
    const fail = (error: Error) => {
      stop();
      file?.drop();
      reject(error);
    };
    const finish = () => {
      stop();
      const whole = file?.end(Number(request.headers["content-length"] ?? received));
      resolve({ fields: Object.fromEntries(fields), file: whole, release: () => file?.drop() });
    };
    const abort = () => fail(new EngineError("Aborted", "The sender went away", { cause: signal.reason }));
    const count = (chunk: Buffer) => {
      idle.refresh();
      received += chunk.length;
      if (received <= maxBodyBytes(limits.maxFileBytes)) return;
      if (file?.isTooLarge) finish();
      else fail(new RequestError("BodyTooLarge", "The form is longer than any form this server takes"));
    };
    const tooLarge = (what: string) => () => fail(new RequestError("BodyTooLarge", what));

    parser.on("file", (field, stream, name) => {
      stream.on("error", () => {});
      if (field !== limits.fileField || file) {
        stream.resume();
        return;
      }
      file = collectFile(name ?? "", stream, budget, fail);
    });
    parser.on("field", (name, value, _nameTruncated, truncated) => {
      if (truncated)
        fail(new RequestError("BodyTooLarge", `A form field is longer than ${MAX_FIELD_BYTES} bytes`));
      if (name !== undefined && !fields.has(name)) fields.set(name, value);
    });
    parser.on("fieldsLimit", tooLarge(`The form has more than ${MAX_FIELDS} fields`));
    parser.on("filesLimit", tooLarge(`The form has more than ${MAX_FILES} files`));
    parser.on("error", (error) =>
      fail(new RequestError("MalformedBody", "The form ends before its closing boundary", { cause: error })),
    );
    parser.on("finish", finish);

    if (signal.aborted) {
      abort();
      return;
    }
    signal.addEventListener("abort", abort);
    request.on("data", count);
    request.pipe(parser);
  });
}

function openParser(request: IncomingMessage, maxFileBytes: number) {
  try {
    return new Busboy({
      headers: request.headers as BusboyHeaders,
      limits: {
        fileSize: maxFileBytes,
        fields: MAX_FIELDS,
        files: MAX_FILES,
        fieldSize: MAX_FIELD_BYTES,
        headerPairs: 32,
        headerSize: MAX_PART_HEADER_BYTES,
      },
    });
  } catch (error) {
    throw new RequestError("MalformedBody", "The Content-Type header names no boundary", { cause: error });
  }
}

interface FileCollector {
  readonly isTooLarge: boolean;
  /** @param sizeIfTooLarge what to report for a file whose end was not kept */
  end(sizeIfTooLarge: number): UploadedFile;
  drop(): void;
}

function collectFile(
  name: string,
  stream: BusboyFileStream,
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
    if (!budget.take(chunk.length)) {
      fail(new RequestError("UploadsBusy", "Too many uploads are in memory"));
      return;
    }
    taken += chunk.length;
    chunks.push(chunk);
  });
  stream.on("limit", () => {
    isTooLarge = true;
    drop();
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
