import { once } from "node:events";
import type { Writable } from "node:stream";

/** Writes and waits until the reader can take more, so that memory stays flat however slow it is. */
export async function writeOut(stream: Writable, data: Uint8Array): Promise<void> {
  if (!stream.write(data)) await once(stream, "drain");
}

/** One value on a line of its own, for scripts. */
export function writeJson(stream: Writable, value: unknown): void {
  stream.write(`${JSON.stringify(value)}\n`);
}
