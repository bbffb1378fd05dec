import { statfsSync } from "node:fs";
import { PlatformError } from "../errors.ts";

/**
 * What must stay free for the embedded database: two segments of its write-ahead log. It survives a table that cannot
 * grow, but not a log that cannot: then it stops in the middle of a statement and answers nothing any more.
 */
const RESERVE_BYTES = 32 * 1024 * 1024;
const CHECK_INTERVAL_MS = 1000;

/** Bytes that the file system of `folder` has left for this process's user. */
export type FreeBytes = (folder: string) => number;

export const freeBytesOf: FreeBytes = (folder) => {
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize;
};

/**
 * @param needed bytes that are about to be written, beside the reserve
 * @throws PlatformError `StorageUnavailable` when the disk that holds `folder` is full
 */
export function requireSpace(folder: string, needed: number, freeBytes: FreeBytes): void {
  const free = freeBytes(folder);
  const required = needed + RESERVE_BYTES;
  if (free >= required) return;
  throw new PlatformError(
    "StorageUnavailable",
    `The disk that holds ${folder} is full: ${megabytes(free)} MB are free, ${megabytes(required)} MB are needed. Free some space, or choose another ALPHACUT_DATA_DIR.`,
    { retryAfterSeconds: 30 },
  );
}

/** `requireSpace` for every statement; the file system is asked once a second. */
export function guardSpace(folder: string, freeBytes: FreeBytes): () => void {
  let checkedAt = Number.NEGATIVE_INFINITY;
  return () => {
    if (performance.now() - checkedAt < CHECK_INTERVAL_MS) return;
    requireSpace(folder, 0, freeBytes);
    checkedAt = performance.now();
  };
}

function megabytes(bytes: number): string {
  return (bytes / 1024 ** 2).toFixed(0);
}
