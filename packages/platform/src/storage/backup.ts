import { createWriteStream, existsSync } from "node:fs";
import {
  constants,
  copyFile,
  cp,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  writeFile,
} from "node:fs/promises";
import { join } from "node:path";
import { PassThrough, type Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import { create, extract } from "tar";
import { z } from "zod";
import { PlatformError } from "../errors.ts";
import { type FreeBytes, freeBytesOf, requireSpace } from "./disk-space.ts";
import { templateVersion } from "./template.ts";

/*
 * A backup is a tar, gzipped: `manifest.json`, the folder `database` and the secret that signs sessions. Files of jobs,
 * models and mails are not in it.
 */

const MANIFEST = "manifest.json";
const DATABASE = "database";
const SECRET = "auth-secret";
/** What a backup is made of, as it was at one moment. */
const COPY = "backup-";
/** A backup that takes the database's place at the next start. */
const RESTORE = "restore";
/** What it took the place of. */
const REPLACED = "before-restore";

const manifestSchema = z.object({
  format: z.literal("alphacut-backup-1"),
  /** Of PGlite, whose files these are. */
  pglite: z.string(),
  createdAt: z.iso.datetime(),
});

/**
 * Backs up the embedded database of `dataDir` while it is in use: nothing is asked of it only for as long as its files are
 * copied.
 *
 * @param exclusively runs its argument while no statement does
 * @returns the backup; to be read to its end or destroyed
 * @throws PlatformError `StorageUnavailable` when the disk has no room for the copy
 */
export async function backUp(
  dataDir: string,
  exclusively: (copy: () => Promise<void>) => Promise<void>,
  freeBytes: FreeBytes = freeBytesOf,
): Promise<Readable> {
  requireSpace(dataDir, await sizeOf(join(dataDir, DATABASE)), freeBytes);
  const folder = await mkdtemp(join(dataDir, COPY));
  try {
    const from = join(dataDir, DATABASE);
    // Where the file system can, a copy is made without reading the files.
    const mode = constants.COPYFILE_FICLONE;
    await exclusively(() => cp(from, join(folder, DATABASE), { recursive: true, mode }));
    await copyFile(join(dataDir, SECRET), join(folder, SECRET)).catch(ignoreMissing);
    const createdAt = new Date().toISOString();
    const manifest = { format: "alphacut-backup-1", pglite: templateVersion, createdAt };
    await writeFile(join(folder, MANIFEST), JSON.stringify(manifest));
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
  // The manifest first: whoever reads a backup knows at once whether it is one.
  const names = [MANIFEST, SECRET, DATABASE].filter((name) => existsSync(join(folder, name)));
  const archive = create({ gzip: true, cwd: folder, portable: true }, names);
  const backup = new PassThrough();
  archive.on("error", (error) => backup.destroy(error as Error));
  backup.once("close", () => void rm(folder, { recursive: true, force: true }).catch(() => {}));
  archive.pipe(backup);
  return backup;
}

/** Removes what a process that was killed had copied. To be called with the folder's lock. */
export async function removeHalfBackups(dataDir: string): Promise<void> {
  for (const name of await readdir(dataDir))
    if (name.startsWith(COPY)) await rm(join(dataDir, name), { recursive: true, force: true });
}

/**
 * Checks a backup and lays it ready: the next start of the server in `dataDir` puts it in the place of the database. Until
 * then nothing changes, whether a server is running there or not.
 *
 * @throws PlatformError `InvalidInput` when it is no whole backup, or one for another version
 */
export async function layReady(dataDir: string, backup: Readable): Promise<{ createdAt: Date }> {
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  const partial = await mkdtemp(join(dataDir, "restore-"));
  try {
    await unpack(backup, partial).catch((cause) => {
      throw noBackup("it is damaged or cut short", cause);
    });
    const text = await readFile(join(partial, MANIFEST), "utf8").catch(() => "");
    const manifest = manifestSchema.safeParse(parseJson(text)).data;
    if (!manifest || !existsSync(join(partial, DATABASE, "PG_VERSION"))) throw noBackup("it is none of ours");
    if (manifest.pglite !== templateVersion) {
      throw noBackup(
        `it was made with version ${manifest.pglite} of the embedded database, and this is ${templateVersion}. Restore it with the Alphacut that made it, then upgrade`,
      );
    }
    await rm(join(dataDir, RESTORE), { recursive: true, force: true });
    await rename(partial, join(dataDir, RESTORE));
    return { createdAt: new Date(manifest.createdAt) };
  } finally {
    await rm(partial, { recursive: true, force: true });
  }
}

/** Whole before anything is unpacked (gzip has a checksum), and in one go: so nothing is still written after a failure. */
async function unpack(backup: Readable, folder: string): Promise<void> {
  const file = join(folder, "backup.tar");
  await pipeline(backup, createGunzip(), createWriteStream(file));
  extract({ file, cwd: folder, sync: true, strict: true, preserveOwner: false });
  await rm(file);
}

/**
 * Puts a backup that lies ready in the place of the database, which is kept in `before-restore`. Killed at any moment, it
 * goes on at the next start. To be called with the folder's lock.
 */
export async function restoreWhatLiesReady(dataDir: string): Promise<void> {
  const ready = join(dataDir, RESTORE);
  if (!existsSync(ready)) return;
  const replaced = join(dataDir, REPLACED);
  for (const name of [SECRET, DATABASE]) {
    if (!existsSync(join(ready, name))) continue;
    await mkdir(replaced, { recursive: true, mode: 0o700 });
    if (existsSync(join(dataDir, name))) {
      await rm(join(replaced, name), { recursive: true, force: true });
      await rename(join(dataDir, name), join(replaced, name));
    }
    await rename(join(ready, name), join(dataDir, name));
  }
  await rm(ready, { recursive: true, force: true });
}

function noBackup(reason: string, cause?: unknown): PlatformError {
  return new PlatformError("InvalidInput", `This is no backup that can be restored: ${reason}`, { cause });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

async function sizeOf(folder: string): Promise<number> {
  let bytes = 0;
  for (const entry of await readdir(folder, { withFileTypes: true, recursive: true })) {
    if (entry.isFile())
      bytes += (await stat(join(entry.parentPath, entry.name)).catch(() => ({ size: 0 }))).size;
  }
  return bytes;
}

function ignoreMissing(error: NodeJS.ErrnoException): void {
  if (error.code !== "ENOENT") throw error;
}
