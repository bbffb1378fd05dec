import { mkdir, open, rm } from "node:fs/promises";
import { dirname } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { EngineError, throwIfAborted } from "../errors.ts";
import { findPartial, type PartialFile, partialPath, release } from "./partial-file.ts";

export interface DownloadProgress {
  receivedBytes: number;
  /** `undefined` when the server does not say. */
  totalBytes: number | undefined;
}

export interface DownloadOptions {
  signal?: AbortSignal;
  /** Called with every piece that arrives. */
  onProgress?: (progress: DownloadProgress) => void;
}

/** A connection that brings nothing for this long is given up and made anew. */
const STALL_MS = 30_000;
/** Connections in a row that bring not a single byte. */
const MAX_FAILURES = 3;
const DELAY_MS = 1000;

/** The connection broke, stalled or was refused for now; another may bring the rest. */
class Interrupted extends Error {}

/**
 * Downloads a file beside `target`, going on where an earlier download was interrupted if the remote file is still the same.
 *
 * @returns the path of the complete download, not yet checked
 * @throws EngineError `ModelUnavailable` when the server refuses it, it does not come in spite of several connections, or
 * another process is downloading it; `Aborted`. What has arrived is kept.
 */
export async function download(url: string, target: string, options: DownloadOptions): Promise<string> {
  await mkdir(dirname(target), { recursive: true });
  const found = await findPartial(target);
  if (found?.inUse) throw unavailable(`Another process is downloading ${target}; try again in a minute`);
  let most = found?.bytes ?? 0;
  for (let failures = 0; ; ) {
    try {
      return await downloadRest(url, target, options);
    } catch (error) {
      throwIfAborted(options.signal);
      if (!(error instanceof Interrupted)) throw error;
      const bytes = (await findPartial(target))?.bytes ?? 0;
      failures = bytes > most ? 0 : failures + 1;
      most = Math.max(most, bytes);
      if (failures === MAX_FAILURES) throw unavailable(`Cannot download ${url}: ${error.message}`, error);
      await delay(failures * DELAY_MS);
    }
  }
}

async function downloadRest(url: string, target: string, options: DownloadOptions): Promise<string> {
  const { onProgress } = options;
  const partial = await findResumable(target);
  const stall = new AbortController();
  const timer = setTimeout(() => stall.abort(new Error(`nothing came for ${STALL_MS / 1000} s`)), STALL_MS);
  const signal = options.signal ? AbortSignal.any([options.signal, stall.signal]) : stall.signal;
  try {
    const response = await fetch(url, { headers: headersFor(partial), signal }).catch(interrupted);
    // No range is left when the last download ended right after its last byte.
    if (response.status === 416 && partial) return partial.path;
    const resumed = response.status === 206 && partial ? partial : undefined;
    if (!resumed) await startOver(url, response, partial);
    const path = resumed?.path ?? partialPath(target, response.headers.get("etag") ?? "");
    const length = Number(response.headers.get("content-length")) || undefined;
    let receivedBytes = resumed?.bytes ?? 0;
    const totalBytes = length && receivedBytes + length;
    onProgress?.({ receivedBytes, totalBytes });
    await append(response, path, (bytes) => {
      timer.refresh();
      receivedBytes += bytes;
      onProgress?.({ receivedBytes, totalBytes });
    });
    return path;
  } finally {
    clearTimeout(timer);
    // Frees the connection when there is more to come.
    stall.abort();
  }
}

/** Without a strong entity tag nobody can tell whether the rest belongs to the same file, so such a download is dropped. */
async function findResumable(target: string): Promise<PartialFile | undefined> {
  const partial = await findPartial(target);
  if (!partial || partial.etag.startsWith('"')) return partial;
  await rm(partial.path);
  return undefined;
}

function headersFor(partial: PartialFile | undefined): Record<string, string> {
  // Ranges and lengths count the bytes of the file itself.
  const identity = { "accept-encoding": "identity" };
  return partial ? { ...identity, range: `bytes=${partial.bytes}-`, "if-range": partial.etag } : identity;
}

/** The server sends the whole file, or an error. */
async function startOver(url: string, response: Response, partial: PartialFile | undefined): Promise<void> {
  const { status } = response;
  if (status >= 500 || status === 429) throw new Interrupted(`the server answered ${status}`);
  if (status !== 200) throw unavailable(`Cannot download ${url}: the server answered ${status}`);
  if (partial) await rm(partial.path);
}

async function append(response: Response, path: string, written: (bytes: number) => void): Promise<void> {
  const file = await open(path, "a");
  try {
    const reader = response.body!.getReader();
    for (;;) {
      const { done, value } = await reader.read().catch(interrupted);
      if (done) return;
      await file.appendFile(value);
      written(value.length);
    }
  } finally {
    await release(file);
  }
}

function interrupted(error: unknown): never {
  const { message, cause } = error as Error;
  throw new Interrupted(cause instanceof Error ? cause.message : message);
}

function unavailable(message: string, cause?: unknown): EngineError {
  return new EngineError("ModelUnavailable", message, { cause });
}
