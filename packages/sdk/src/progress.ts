/** How far a transfer is; the same fields as the events of axios. */
export interface TransferProgress {
  /** Bytes so far. */
  loaded: number;
  /** All bytes, where known. */
  total?: number | undefined;
  /** `loaded / total`, 0…1. */
  progress?: number | undefined;
  /** Bytes since the event before. */
  bytes: number;
  /** Bytes a second. */
  rate?: number | undefined;
  /** Seconds left. */
  estimated?: number | undefined;
  lengthComputable: boolean;
  upload?: true;
  download?: true;
}

export type ProgressListener = (progress: TransferProgress) => void;

/** Often enough for a smooth bar, seldom enough for a log. */
const INTERVAL_MS = 50;

/**
 * Turns counts of bytes into events: one at 0, one at the end, and between them one every 50 ms at most.
 * @returns to be called with the bytes so far, and `done` when they are all
 */
export function progressReporter(
  direction: "upload" | "download",
  total: number | undefined,
  listener: ProgressListener,
): (loaded: number, done?: boolean) => void {
  const start = performance.now();
  let reported = { atMs: Number.NEGATIVE_INFINITY, loaded: 0 };
  const report = (loaded: number, done = loaded === total) => {
    const now = performance.now();
    if (!done && now - reported.atMs < INTERVAL_MS) return;
    const rate = loaded > 0 && now > start ? Math.round((loaded * 1000) / (now - start)) : undefined;
    const bytes = loaded - reported.loaded;
    reported = { atMs: now, loaded };
    listener({
      loaded,
      total,
      progress: total ? loaded / total : undefined,
      bytes,
      rate,
      estimated: rate && total !== undefined ? (total - loaded) / rate : undefined,
      lengthComputable: total !== undefined,
      [direction]: true,
    });
  };
  report(0, false);
  return report;
}
