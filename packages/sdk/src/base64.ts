import { AlphacutError } from "./errors.ts";

/** Bytes of a base64 text, with or without a `data:` prefix. */
export function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  const encoded = text.startsWith("data:") ? text.slice(text.indexOf(",") + 1) : text;
  try {
    return Uint8Array.from(atob(encoded), (character) => character.charCodeAt(0));
  } catch (cause) {
    throw new AlphacutError("The base64 text of the image is not valid base64", { cause });
  }
}

/** Arguments of one call are limited, and `String.fromCharCode` takes each byte as one. */
const BYTES_PER_CALL = 32_768;

/** The blob as a `data:` URL of its own type. */
export async function toDataUrl(blob: Blob): Promise<string> {
  const bytes = new Uint8Array(await blob.arrayBuffer());
  let characters = "";
  for (let at = 0; at < bytes.length; at += BYTES_PER_CALL) {
    characters += String.fromCharCode(...bytes.subarray(at, at + BYTES_PER_CALL));
  }
  return `data:${blob.type};base64,${btoa(characters)}`;
}
