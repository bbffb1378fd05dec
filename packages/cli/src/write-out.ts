import type { Writable } from "node:stream";
import { writeWhole } from "@alphacut/engine";
import { describeError, refusalOf } from "./errors.ts";

/**
 * Writes and waits until that is out, so that memory stays flat however slow the reader is.
 * @throws Error with a message for people when there is no reader any more, or no place for it
 */
export async function writeOut(stream: Writable, data: Uint8Array): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const fail = (error: Error) => reject(new Error(`standard output: ${describeError(error)}`));
    stream.once("error", fail);
    stream.write(data, (error) => {
      // The stream is about to tell it to everybody who listens.
      if (error) return;
      stream.off("error", fail);
      resolve();
    });
  });
}

/**
 * Writes a result as a whole or not at all.
 * @throws Error with a message for people, which names the file and none that was on the way to it
 */
export async function writeResult(
  path: string,
  data: Uint8Array,
  options: { overwrite: boolean },
): Promise<void> {
  await writeWhole(path, data, options).catch((error: unknown) => {
    const refusal = refusalOf(error);
    throw refusal ? new Error(`cannot write ${path}: ${refusal}`, { cause: error }) : error;
  });
}

/** One value on a line of its own, for scripts. */
export function writeJson(stream: Writable, value: unknown): void {
  stream.write(`${JSON.stringify(value)}\n`);
}
