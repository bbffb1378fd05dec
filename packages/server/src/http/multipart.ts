import type { IncomingMessage } from "node:http";
import { Busboy, type BusboyHeaders } from "@fastify/busboy";
import { RequestError } from "./failure.ts";
import { collectFile, type FileCollector, type UploadedFile } from "./file-collector.ts";
import { abortError } from "./request-life.ts";
import type { UploadBudget } from "./upload-budget.ts";
import { watchPace } from "./upload-pace.ts";

/** What one kind of form may hold. */
export interface FormLimits {
  /** The most bytes of each file by its field; files under other names are thrown away. */
  files: Readonly<Record<string, number>>;
  /** The most bytes of each text field that may be long; it is read as a file without a name. */
  longTexts?: Readonly<Record<string, number>>;
  /** How much of a body is read before its connection is given up; twice what all files may have when absent. */
  maxBytes?: number;
  /** The longest silence of the sender; in each such time the upload must bring its share. */
  idleTimeoutMs: number;
}

export interface Form {
  /** The first value of every field. */
  fields: Readonly<Record<string, string>>;
  /** The first file of every field of `FormLimits.files`. */
  files: Readonly<Record<string, UploadedFile>>;
  /** Gives the files' bytes back to the budget. */
  release(): void;
}

const MAX_FIELDS = 64;
const MAX_FILES = 8;
const MAX_FIELD_BYTES = 4096;
const MAX_PART_HEADER_BYTES = 8192;

/** How much of a body is read before its connection is given up. */
export function maxBodyBytes({ files, longTexts = {}, maxBytes }: Omit<FormLimits, "idleTimeoutMs">): number {
  if (maxBytes !== undefined) return maxBytes;
  return 2 * Object.values({ ...files, ...longTexts }).reduce((sum, bytes) => sum + bytes, 0);
}

/**
 * Reads `multipart/form-data` as it streams in. Of no file is more kept than it may have; the rest of a longer one is read
 * and thrown away, so that the sender gets its answer, up to `maxBodyBytes`.
 *
 * @throws RequestError `MalformedBody` (also: several files in a field, or text where a file belongs), `BodyTooLarge` (too many or too long fields, or other parts that are too big),
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
    const limitOf: FormLimits["files"] = { ...limits.files, ...limits.longTexts };
    const parser = openParser(request, Object.keys(limits.longTexts ?? {}));
    const fields = new Map<string, string>();
    const files = new Map<string, FileCollector>();
    const maxBytes = maxBodyBytes(limits);
    let received = 0;

    const stop = () => {
      stopWatching();
      signal.removeEventListener("abort", abort);
      request.off("data", count);
      request.unpipe(parser);
    };
    const release = () => {
      for (const file of files.values()) file.drop();
    };
    const fail = (error: Error) => {
      stop();
      release();
      reject(error);
    };
    const finish = () => {
      stop();
      const requestBytes = Number(request.headers["content-length"] ?? received);
      const whole = [...files].map(([field, file]) => [field, file.end(requestBytes)] as const);
      resolve({ fields: Object.fromEntries(fields), files: Object.fromEntries(whole), release });
    };
    const abort = () => fail(abortError(signal));
    const tooLarge = (what: string) => fail(new RequestError("BodyTooLarge", what));
    const malformed = (what: string, cause?: unknown) =>
      fail(new RequestError("MalformedBody", what, { cause }));
    const stopWatching = watchPace(request, limits.idleTimeoutMs, fail);
    const count = (chunk: Buffer) => {
      received += chunk.length;
      if (received <= maxBytes) return;
      if ([...files.values()].some((file) => file.isTooLarge)) finish();
      else tooLarge("The form is longer than any form this server takes");
    };

    parser.on("file", (field, stream, name) => {
      stream.on("error", () => {});
      const maxFileBytes = Object.hasOwn(limitOf, field) ? limitOf[field] : undefined;
      if (files.has(field)) {
        malformed(`There are several files in '${field}'. Send one in a request.`);
      }
      if (maxFileBytes === undefined || files.has(field)) stream.resume();
      else files.set(field, collectFile({ name: name ?? "", maxBytes: maxFileBytes }, stream, budget, fail));
    });
    parser.on("field", (name, value, _nameTruncated, truncated) => {
      if (Object.hasOwn(limits.files, name ?? "") && meansPicture(value)) {
        malformed(`'${name}' holds text. Send the file itself, with a file name, not base64 or an address.`);
      }
      if (truncated) tooLarge(`A form field is longer than ${MAX_FIELD_BYTES} bytes`);
      if (name !== undefined && !fields.has(name)) fields.set(name, value);
    });
    parser.on("fieldsLimit", () => tooLarge(`The form has more than ${MAX_FIELDS} fields`));
    parser.on("filesLimit", () => tooLarge(`The form has more than ${MAX_FILES} files`));
    parser.on("error", (error) => malformed("The form ends before its closing boundary", error));
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

/** Base64 or an address, in a field that takes a file. Any other text is as good as no picture. */
function meansPicture(text: string): boolean {
  return /^\s*(https?:|data:|[\w+/-]{32})/i.test(text);
}

function openParser(request: IncomingMessage, longTexts: readonly string[]) {
  try {
    return new Busboy({
      headers: request.headers as BusboyHeaders,
      isPartAFile: (field, type, name) =>
        name !== undefined ||
        /^(image\/|application\/octet-stream)/i.test(type ?? "") ||
        longTexts.includes(field ?? ""),
      limits: {
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
