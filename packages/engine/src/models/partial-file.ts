import { type FileHandle, readdir, stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";

/** What an interrupted download left behind. */
export interface PartialFile {
  path: string;
  /** Names the version of the remote file (RFC 9110, 8.8.3); empty when the server named none. */
  etag: string;
  bytes: number;
  /** Whether a process wrote to it a moment ago. */
  inUse: boolean;
}

/** Whoever downloads writes more often than this, or gives up. */
const IN_USE_MS = 60_000;
const SUFFIX = ".part";

/** Where a download is kept until it is whole. Its name holds the entity tag, so that neither is there without the other. */
export function partialPath(target: string, etag: string): string {
  return `${target}.${Buffer.from(etag).toString("base64url")}${SUFFIX}`;
}

export async function findPartial(target: string): Promise<PartialFile | undefined> {
  const directory = dirname(target);
  const prefix = `${basename(target)}.`;
  const names = await readdir(directory).catch(() => []);
  const name = names.find((name) => name.startsWith(prefix) && name.endsWith(SUFFIX));
  if (!name) return undefined;
  const path = join(directory, name);
  const { size, mtimeMs } = await stat(path);
  const etag = Buffer.from(name.slice(prefix.length, -SUFFIX.length), "base64url").toString();
  return { path, etag, bytes: size, inUse: Date.now() - mtimeMs < IN_USE_MS };
}

/** Closes the file as one that nobody uses any more. */
export async function release(file: FileHandle): Promise<void> {
  await file.utimes(0, 0);
  await file.close();
}
