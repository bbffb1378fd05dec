import { randomUUID } from "node:crypto";
import { createReadStream, createWriteStream } from "node:fs";
import { mkdir, open, readdir, rename, rm, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { PlatformError } from "../errors.ts";
import { makeDataFolder } from "../storage/data-folder.ts";
import { type FreeBytes, freeBytesOf, guardSpace } from "../storage/disk-space.ts";
import type { FileStore, StoredFile } from "./file-store.ts";

/** Files that are being written; whole ones are moved from here, so that no half file is ever found under its key. */
const PARTIAL = ".partial";
/** No upload takes as long. */
const PARTIAL_MS = 24 * 3_600_000;

/**
 * Files in a folder of this machine, readable for this user alone.
 * @throws PlatformError `StorageUnavailable` when the folder cannot be made or written to
 */
export async function openFolderStore(root: string, freeBytes: FreeBytes = freeBytesOf): Promise<FileStore> {
  await makeDataFolder(root);
  await makeDataFolder(join(root, PARTIAL));
  await forgetPartials(join(root, PARTIAL));
  const requireSpace = guardSpace(root, freeBytes);

  return {
    async put(key, body, signal) {
      requireSpace();
      const partial = join(root, PARTIAL, randomUUID());
      const target = createWriteStream(partial, { mode: 0o600, flags: "wx" });
      try {
        await pipeline(body instanceof Uint8Array ? whole(body) : body, target, signal ? { signal } : {});
        await moveInto(partial, join(root, key));
        return target.bytesWritten;
      } catch (error) {
        // Opened a moment later, it would be there again.
        if (!target.closed) await new Promise<void>((resolve) => target.once("close", () => resolve()));
        await rm(partial, { force: true });
        throw isFull(error) ? diskFull(root, error) : error;
      }
    },

    async get(key) {
      const handle = await open(join(root, key)).catch((error: NodeJS.ErrnoException) => {
        throw error.code === "ENOENT" ? new PlatformError("NotFound", "There is no such file") : error;
      });
      return createReadStream("", { fd: handle });
    },

    async delete(keys) {
      for (const key of keys) await rm(join(root, key), { force: true });
    },

    deleteFolder: (name) => rm(join(root, name), { recursive: true, force: true }),

    async *list(): AsyncIterable<StoredFile> {
      for (const folder of await readdir(root, { withFileTypes: true })) {
        if (!folder.isDirectory() || folder.name === PARTIAL) continue;
        for (const name of await readdir(join(root, folder.name)).catch(() => [])) {
          const found = await stat(join(root, folder.name, name)).catch(() => undefined);
          if (found?.isFile()) yield { key: `${folder.name}/${name}`, changedAt: found.mtime };
        }
      }
    },

    close: async () => {},
  };
}

/** One chunk, not one for each byte. */
const whole = (bytes: Uint8Array) => Readable.from([bytes], { objectMode: false });

/** The folder may be made, or emptied and taken away, at the same moment by somebody else. */
async function moveInto(partial: string, path: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  await rename(partial, path);
}

async function forgetPartials(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    const path = join(folder, name);
    const found = await stat(path).catch(() => undefined);
    if (found && Date.now() - found.mtimeMs > PARTIAL_MS) await rm(path, { force: true });
  }
}

function isFull(error: unknown): boolean {
  const { code } = Object(error) as { code?: unknown };
  return code === "ENOSPC" || code === "EDQUOT";
}

function diskFull(root: string, cause: unknown): PlatformError {
  const message = `The disk that holds ${root} is full`;
  return new PlatformError("StorageUnavailable", message, { cause, retryAfterSeconds: 30 });
}
