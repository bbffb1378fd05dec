import { randomBytes } from "node:crypto";
import { rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

export interface TemporaryFile {
  path: string;
  /** Removes the file. Safe to call twice. */
  cleanup: () => Promise<void>;
}

/** Writes a new file that only this user may read, `rembg-….EXTENSION` in the system's temporary folder. */
export async function writeTemporaryFile(blob: Blob, extension: string): Promise<TemporaryFile> {
  const path = join(tmpdir(), `rembg-${process.pid}-${randomBytes(8).toString("hex")}.${extension}`);
  await writeFile(path, new Uint8Array(await blob.arrayBuffer()), { flag: "wx", mode: 0o600 });
  return { path, cleanup: () => rm(path, { force: true }) };
}
