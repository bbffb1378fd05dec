import { fromBase64 } from "./base64.ts";
import { AlphacutError } from "./errors.ts";

/** A picture, in any form that both Node and browsers have. A `URL` is downloaded by the client, not by the server. */
export type ImageInput =
  | Blob
  | Uint8Array
  | ArrayBuffer
  | ReadableStream<Uint8Array>
  | URL
  | { base64: string };

/** What becomes the file of an upload. */
export interface NamedBlob {
  blob: Blob;
  name: string;
}

/**
 * Servers refuse file names with an extension that they don't know, and judge the bytes themselves; so what has no name of
 * its own gets one that every server takes.
 */
const NAME = "image.png";

/** @throws AlphacutError when the input is none of the kinds, or its address answers with an error */
export async function readInput(
  input: ImageInput,
  { fetch, signal }: { fetch: typeof globalThis.fetch; signal: AbortSignal },
): Promise<NamedBlob> {
  if (input instanceof Blob) return { blob: input, name: input instanceof File ? input.name : NAME };
  if (input instanceof Uint8Array || input instanceof ArrayBuffer) {
    return { blob: new Blob([input as BlobPart]), name: NAME };
  }
  if (input instanceof URL) return { blob: await download(input, fetch, signal), name: NAME };
  if (input instanceof ReadableStream) return { blob: await collect(input, signal), name: NAME };
  if (typeof input?.base64 === "string") return { blob: new Blob([fromBase64(input.base64)]), name: NAME };
  throw new AlphacutError(
    "Invalid input type. Must be a file path (Node only), bytes, a Blob, a stream, a URL, or an object with a base64 property.",
  );
}

/** Reads a stream to its end, or stops reading when the signal fires. */
async function collect(stream: ReadableStream<Uint8Array>, signal: AbortSignal): Promise<Blob> {
  const passing = new TransformStream<Uint8Array, Uint8Array>();
  return new Response(stream.pipeThrough(passing, { signal })).blob();
}

async function download(url: URL, fetch: typeof globalThis.fetch, signal: AbortSignal): Promise<Blob> {
  const response = await fetch(url, { signal });
  if (!response.ok) throw new AlphacutError(`Cannot read ${url}: status ${response.status}`);
  return response.blob();
}
