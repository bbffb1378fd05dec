import type { AllowList } from "./guarded-fetch/allow-list.ts";
import { FetchFailure } from "./guarded-fetch/fetch-failure.ts";
import { guardedFetch } from "./guarded-fetch/guarded-fetch.ts";
import type { Lookup } from "./guarded-fetch/resolve-target.ts";

export interface FetchedPicture {
  bytes: Uint8Array;
  /** The last part of the address without its query; empty where it has none. */
  name: string;
}

const MAX_BYTES = 50 * 1024 * 1024;
const TIMEOUT_MS = 10_000;
const MAX_REDIRECTS = 5;
/** What servers call a file of which they know nothing. */
const UNKNOWN_TYPES = ["application/octet-stream", "binary/octet-stream", "application/x-download", ""];

/**
 * Fetches a picture from a public web address, or takes it out of a `data:` address. What the bytes are is not looked at, but
 * an answer that calls itself a page or a document is refused.
 *
 * @param allow what may be reached although it is not public
 * @throws FetchFailure; whatever the signal was aborted with
 */
export async function fetchPicture(
  address: string,
  { allow, signal, lookup }: { allow: AllowList; signal?: AbortSignal; lookup?: Lookup },
): Promise<FetchedPicture> {
  const trimmed = address.trim();
  if (/^data:/i.test(trimmed)) return { bytes: await bytesOfDataAddress(trimmed), name: "" };
  const { status, headers, body, url } = await guardedFetch(trimmed, {
    headers: { accept: "image/*", "user-agent": "Alphacut" },
    allow,
    maxBytes: MAX_BYTES,
    timeoutMs: TIMEOUT_MS,
    maxRedirects: MAX_REDIRECTS,
    ...(signal && { signal }),
    ...(lookup && { lookup }),
  });
  if (status !== 200) throw new FetchFailure("DownloadFailed", `The server answered with status ${status}`);
  refuseOtherTypes(headers["content-type"]);
  return { bytes: body, name: nameOf(url) };
}

/** Node's own fetch reads these addresses without any network. */
async function bytesOfDataAddress(address: string): Promise<Uint8Array> {
  // Base64 is a third longer than what it says; anything shorter than its text would be percent-encoded.
  if (address.length > 3 * MAX_BYTES)
    throw new FetchFailure("DownloadTooLarge", "The data: address is too long");
  const response = await fetch(address).catch((cause: unknown) => {
    throw new FetchFailure("InvalidAddress", "The data: address is malformed", { cause });
  });
  refuseOtherTypes(response.headers.get("content-type") ?? "");
  const bytes = new Uint8Array(await response.arrayBuffer());
  if (bytes.length > MAX_BYTES) throw new FetchFailure("DownloadTooLarge", "There are more than 50 MB");
  return bytes;
}

function refuseOtherTypes(contentType = ""): void {
  const [type = ""] = contentType.toLowerCase().split(";", 1);
  if (type.startsWith("image/") || UNKNOWN_TYPES.includes(type.trim())) return;
  throw new FetchFailure(
    "DownloadFailed",
    `There is no picture at this address but '${type.trim().slice(0, 60)}'`,
  );
}

function nameOf({ pathname }: URL): string {
  const last = pathname.slice(pathname.lastIndexOf("/") + 1);
  try {
    return decodeURIComponent(last).trim();
  } catch {
    return last;
  }
}
