import { randomBytes } from "node:crypto";
import { link, mkdir, open, rename, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";

/** Filesystems without hard links (FAT, some network shares) answer with one of these. */
const NO_LINKS = new Set(["EPERM", "ENOTSUP", "EOPNOTSUPP", "ENOSYS", "EMLINK"]);

/**
 * Writes a file that other processes see whole or not at all, also after a crash, and makes the folders on the way to it.
 * Of several who write it at once and may replace it, the last one wins; of those who may not, the first.
 *
 * @param options `overwrite`: replaces what is there
 * @throws an `EEXIST` error when there is a file already and it may not be replaced; nothing is written then
 */
export async function writeWhole(
  path: string,
  data: Uint8Array,
  { overwrite }: { overwrite: boolean },
): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const temporary = join(dirname(path), `.${basename(path)}.${randomBytes(6).toString("hex")}.tmp`);
  try {
    await writeAndSync(temporary, data);
    await (overwrite ? rename(temporary, path) : nameNew(temporary, path));
  } finally {
    await rm(temporary, { force: true });
  }
}

async function writeAndSync(path: string, data: Uint8Array): Promise<void> {
  const file = await open(path, "wx");
  try {
    await file.writeFile(data);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** A link, unlike a rename, never replaces a file that has come in between. */
async function nameNew(temporary: string, path: string): Promise<void> {
  try {
    await link(temporary, path);
  } catch (error) {
    if (!NO_LINKS.has((error as NodeJS.ErrnoException).code ?? "")) throw error;
    await rename(temporary, path);
  }
}
