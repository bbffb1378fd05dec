import type { Readable, Writable } from "node:stream";

/** A standard output or error stream. */
export type Output = Writable & { isTTY?: boolean };

/** Everything that a command knows of the process it runs in. */
export interface Context {
  env: Readonly<Record<string, string | undefined>>;
  stdin: Readable & { isTTY?: boolean };
  stdout: Output;
  stderr: Output;
  /** Fires at the first Ctrl-C or SIGTERM. A command that never asks leaves those signals as they are. */
  interruption(): AbortSignal;
}

/** What the process ends with. */
export const ExitCode = { done: 0, failed: 1, badUsage: 2, interrupted: 130 } as const;
export type ExitCode = (typeof ExitCode)[keyof typeof ExitCode];
