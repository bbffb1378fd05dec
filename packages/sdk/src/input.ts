import { fromBase64 } from "./base64.ts";
import { AlphacutError, innermostMessage } from "./errors.ts";

/**
 * A picture, in any form that both Node and browsers have. An address, as a `URL` or as a text that begins with `http:`,
 * `https:`, `data:` or `blob:`, is read by the client, not by the server.
 */
export type ImageInput =
  | Blob
  | Uint8Array
  | ArrayBuffer
  | ReadableStream<Uint8Array>
  | URL
  | string
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
  const source = typeof input === "string" ? toAddress(input) : input;
  if (source instanceof Blob) return { blob: source, name: source instanceof File ? source.name : NAME };
  if (source instanceof Uint8Array || source instanceof ArrayBuffer) {
    return { blob: new Blob([source as BlobPart]), name: NAME };
  }
  if (source instanceof URL) return { blob: await download(source, fetch, signal), name: NAME };
  if (source instanceof ReadableStream) return { blob: await collect(source, signal), name: NAME };
  if (typeof source?.base64 === "string") return { blob: new Blob([fromBase64(source.base64)]), name: NAME };
  throw new AlphacutError(
    "Invalid input type. Must be a file path (Node only), bytes, a Blob, a stream, an address (http:, https:, data:), or an object with a base64 property.",
  );
}

/** The address that a text is, if it is one. A path of Windows, such as `C:\\cat.png`, is none. */
export function toAddress(text: string): URL | undefined {
  return /^(https?|file|data|blob):/i.test(text) && URL.canParse(text) ? new URL(text) : undefined;
}

const LONGEST_NAME = 200;

/** For messages: a `data:` address and what somebody takes for a path may be a whole picture. */
export function shortened(name: string): string {
  return name.length > LONGEST_NAME ? `${name.slice(0, 40)}… (${name.length} characters)` : name;
}

/** Reads a stream to its end, or stops reading when the signal fires. */
async function collect(stream: ReadableStream<Uint8Array>, signal: AbortSignal): Promise<Blob> {
  const passing = new TransformStream<Uint8Array, Uint8Array>();
  return new Response(stream.pipeThrough(passing, { signal })).blob();
}

async function download(url: URL, fetch: typeof globalThis.fetch, signal: AbortSignal): Promise<Blob> {
  const response = await fetch(url, { signal }).catch((cause: Error) => {
    signal.throwIfAborted();
    throw new AlphacutError(`Cannot read ${shortened(url.href)}: ${innermostMessage(cause)}`, { cause });
  });
  if (!response.ok) throw new AlphacutError(`Cannot read ${shortened(url.href)}: status ${response.status}`);
  return response.blob();
}
