import { SingleBar } from "cli-progress";
import type { Context } from "../context.ts";
import { writeJson } from "../write-out.ts";

/** What became of one picture. */
export type Outcome =
  | { status: "done"; width: number | undefined; height: number | undefined; ms: number }
  | { status: "skipped" }
  | { status: "failed"; error: string };

export interface Report {
  add(input: string, output: string, outcome: Outcome): void;
  /** Ends the bar and writes the sums and every failure. */
  end(): void;
  readonly failures: number;
}

export interface ReportOptions {
  /** Pictures to come; `undefined` when watching. */
  total: number | undefined;
  /** A line for each picture on standard error instead of a bar; also when watching. */
  verbose: boolean;
  /** A line for each picture on standard output. */
  json: boolean;
}

/** Tells people on standard error how a folder gets on, and scripts on standard output. */
export function createReport({ stdout, stderr }: Context, { total, verbose, json }: ReportOptions): Report {
  const start = performance.now();
  const counts = { done: 0, skipped: 0, failed: 0 };
  const failures: string[] = [];
  const hasLines = verbose || total === undefined;
  const bar = total !== undefined && !hasLines && stderr.isTTY ? startBar(stderr, total) : undefined;
  const seconds = () => (performance.now() - start) / 1000;
  const perSecond = () => (counts.done + counts.failed) / seconds();

  return {
    add(input, output, outcome) {
      counts[outcome.status]++;
      if (json) writeJson(stdout, { input, output, ...outcome });
      if (outcome.status === "failed") failures.push(`${input}: ${outcome.error}`);
      if (hasLines) stderr.write(`${lineFor(input, outcome)}\n`);
      const seen = counts.done + counts.skipped + counts.failed;
      const left = ((total ?? 0) - seen) / perSecond();
      bar?.update(seen, { rate: perSecond().toFixed(2), left: formatSeconds(left), failed: counts.failed });
    },
    end() {
      bar?.stop();
      const rate = `${formatSeconds(seconds())}, ${perSecond().toFixed(2)} images/s`;
      stderr.write(`${counts.done} done, ${counts.skipped} skipped, ${counts.failed} failed (${rate})\n`);
      for (const failure of failures) stderr.write(`failed: ${failure}\n`);
    },
    get failures() {
      return counts.failed;
    },
  };
}

function startBar(stream: NodeJS.WritableStream, total: number): SingleBar {
  const format = "{bar} {value}/{total} | {rate} images/s | {left} left | {failed} failed";
  const bar = new SingleBar({ stream, format, hideCursor: true, barsize: 30 });
  bar.start(total, 0, { rate: "–", left: "–", failed: 0 });
  return bar;
}

function lineFor(input: string, outcome: Outcome): string {
  if (outcome.status === "failed") return `${input}: ${outcome.error}`;
  return `${input}: ${outcome.status}${outcome.status === "done" ? ` in ${outcome.ms} ms` : ""}`;
}

/** `1:02:03`, `2:03` or `3 s`. */
function formatSeconds(seconds: number): string {
  if (!Number.isFinite(seconds)) return "–";
  if (seconds < 60) return `${Math.round(seconds)} s`;
  const [hours, minutes, rest] = [seconds / 3600, (seconds / 60) % 60, seconds % 60].map(Math.floor);
  const two = (value = 0) => String(value).padStart(2, "0");
  return hours ? `${hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`;
}
