import { once } from "node:events";
import type { IncomingMessage } from "node:http";
import type { Readable } from "node:stream";
import { Busboy, type BusboyHeaders } from "@fastify/busboy";
import { RequestError } from "../http/failure.ts";
import { feedBody } from "../http/feed-body.ts";

export interface FormReader {
  field(name: string, value: string): void;
  /** The stream must be read. */
  file(field: string, name: string, stream: Readable): void;
  /** Waited for before more is read. */
  ready(): Promise<void>;
}

const MAX_FIELDS = 128;
const MAX_FIELD_BYTES = 16_384;

/**
 * Reads `multipart/form-data` with any number of files, in the order sent, no faster than they are taken.
 *
 * @throws RequestError `MalformedBody`, `BodyTooLarge`, `UploadStalled`; EngineError `Aborted`; what the reader throws
 */
export function readLongForm(
  request: IncomingMessage,
  reader: FormReader,
  { signal, idleTimeoutMs }: { signal: AbortSignal; idleTimeoutMs: number },
): Promise<void> {
  const parser = openParser(request);
  return feedBody(request, { signal, idleTimeoutMs }, (fail) => {
    const guarded = (read: () => void) => {
      try {
        read();
      } catch (error) {
        fail(error);
      }
    };
    parser.on("file", (field, stream, name) => {
      stream.on("error", () => {});
      guarded(() => reader.file(field ?? "", name ?? "", stream));
    });
    parser.on("field", (name, value, _nameTruncated, truncated) => {
      if (truncated)
        fail(new RequestError("BodyTooLarge", `A form field is longer than ${MAX_FIELD_BYTES} bytes`));
      else guarded(() => reader.field(name ?? "", value));
    });
    parser.on("fieldsLimit", () =>
      fail(new RequestError("BodyTooLarge", `The form has more than ${MAX_FIELDS} fields`)),
    );
    parser.on("error", (cause) =>
      fail(new RequestError("MalformedBody", "The form ends before its closing boundary", { cause })),
    );
    return {
      async write(chunk) {
        if (!parser.write(chunk)) await once(parser, "drain");
        await reader.ready();
      },
      async end() {
        const finished = once(parser, "finish");
        parser.end();
        await finished;
      },
    };
  });
}

function openParser(request: IncomingMessage) {
  try {
    return new Busboy({
      headers: request.headers as BusboyHeaders,
      isPartAFile: (_field, type, name) => name !== undefined || type === "application/octet-stream",
      limits: { fields: MAX_FIELDS, fieldSize: MAX_FIELD_BYTES, headerPairs: 32, headerSize: 8192 },
    });
  } catch (error) {
    throw new RequestError("MalformedBody", "The Content-Type header names no boundary", { cause: error });
  }
}
