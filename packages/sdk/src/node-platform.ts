import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import { addAbortSignal, Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import type { Platform } from "./client.ts";
import { type ImageInput, readInput } from "./input.ts";
import { progressReporter } from "./progress.ts";
import type { Upload } from "./request.ts";

/** A picture in any form: also a path, a `file:` URL or a Node stream. */
export type NodeImageInput = ImageInput | string | AsyncIterable<Uint8Array>;

const CHUNK_BYTES = 65_536;

/** `fetch` reports no upload progress, so the form goes out as a stream that counts what has been taken from it. */
const upload: Upload = async (url, { headers, form, signal, fetch }, listener) => {
  const encoded = new Response(form);
  const bytes = new Uint8Array(await encoded.arrayBuffer());
  const report = progressReporter("upload", bytes.length, listener);
  let sent = 0;
  const pull = (controller: ReadableStreamDefaultController<Uint8Array>) => {
    const next = bytes.subarray(sent, sent + CHUNK_BYTES);
    controller.enqueue(next);
    sent += next.length;
    report(sent);
    if (sent === bytes.length) controller.close();
  };
  return fetch(url, {
    method: "POST",
    headers: {
      ...headers,
      "content-type": encoded.headers.get("content-type") ?? "",
      // Without it the stream would go out in chunked encoding, and servers could not tell its size beforehand.
      "content-length": String(bytes.length),
    },
    body: new ReadableStream({ pull }, { highWaterMark: 0 }),
    duplex: "half",
    redirect: "error",
    signal,
  } as RequestInit);
};

export const nodePlatform: Platform<NodeImageInput> = {
  defaultBaseUrl: "http://127.0.0.1:8080",
  upload,
  async readInput(input, context) {
    if (typeof input === "string") return readFileInput(input, context.signal);
    if (input instanceof URL && input.protocol === "file:") {
      return readFileInput(fileURLToPath(input), context.signal);
    }
    if (isIterable(input)) {
      return readInput(await buffer(addAbortSignal(context.signal, Readable.from(input))), context);
    }
    return readInput(input, context);
  },
};

async function readFileInput(path: string, signal: AbortSignal) {
  return { blob: new Blob([await readFile(path, { signal })]), name: basename(path) };
}

function isIterable(input: Exclude<NodeImageInput, string>): input is AsyncIterable<Uint8Array> {
  if (input instanceof ReadableStream) return false;
  return typeof (input as Partial<AsyncIterable<Uint8Array>> | null)?.[Symbol.asyncIterator] === "function";
}
