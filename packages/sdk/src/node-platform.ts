import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import { addAbortSignal, Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import type { Platform } from "./client.ts";
import { AlphacutError } from "./errors.ts";
import { type ImageInput, readInput, shortened, toAddress } from "./input.ts";
import { progressReporter } from "./progress.ts";
import type { Upload } from "./request.ts";

/** A picture in any form: also a path, a `file:` address or a Node stream. */
export type NodeImageInput = ImageInput | AsyncIterable<Uint8Array>;

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
    const address = typeof input === "string" ? toAddress(input) : input;
    if (address instanceof URL && address.protocol === "file:") {
      return readFileInput(fileURLToPath(address), context.signal);
    }
    if (typeof input === "string" && address === undefined) return readFileInput(input, context.signal);
    if (isIterable(input)) {
      return readInput(await buffer(addAbortSignal(context.signal, Readable.from(input))), context);
    }
    return readInput(input, context);
  },
};

async function readFileInput(path: string, signal: AbortSignal) {
  const bytes = await readFile(path, { signal }).catch((error: NodeJS.ErrnoException) => {
    // The system's own message repeats the path, which is a whole picture where somebody hands in base64 as a text.
    if (shortened(path) === path) throw error;
    throw new AlphacutError(`Cannot read the file '${shortened(path)}': ${error.code}. Base64 is { base64 }`);
  });
  return { blob: new Blob([bytes]), name: basename(path) };
}

function isIterable(input: NodeImageInput): input is AsyncIterable<Uint8Array> {
  if (typeof input === "string" || input instanceof ReadableStream) return false;
  return typeof (input as Partial<AsyncIterable<Uint8Array>> | null)?.[Symbol.asyncIterator] === "function";
}
