import { createHash } from "node:crypto";
import type { ImageFile } from "../cutout/image-rules.ts";

/**
 * What two requests have in common that are one request sent twice. How a body was wrapped does not count: every attempt
 * has a boundary of its own.
 */
export async function repeatKey(
  who: readonly string[],
  texts: readonly Readonly<Record<string, string>>[],
  files: Readonly<Record<string, ImageFile>>,
): Promise<string> {
  const sent = await Promise.all(
    sorted(files).map(async ([field, { name, size, bytes }]) => [field, name, size, await digest(bytes)]),
  );
  return createHash("sha256")
    .update(JSON.stringify([who, texts.map(sorted), sent]))
    .digest("base64");
}

/** Off this thread: a file has up to 50 MB. */
async function digest(bytes: Uint8Array | undefined): Promise<string> {
  if (!bytes) return "";
  return Buffer.from(await crypto.subtle.digest("SHA-256", bytes as Uint8Array<ArrayBuffer>)).toString(
    "base64",
  );
}

function sorted<T>(record: Readonly<Record<string, T>>): [string, T][] {
  return Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1));
}
