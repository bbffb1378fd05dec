import { readFileSync } from "node:fs";
import { readFile, rename, rm, stat, utimes, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";
import { PlatformError } from "../errors.ts";

const heartbeatMs = 15_000;
const silentMs = 60_000;

type Owner = { pid: number; startedAt: string; host: string };

/**
 * Takes the data folder for this process by creating `database.lock`, which names the owner. A lock whose process is
 * gone is taken over: on this host by process id and start time (ids are reused), for another host or container by
 * the heartbeat, the file's modification time.
 *
 * @throws PlatformError `DataFolderInUse`
 */
export async function lockFolder(dataDir: string): Promise<{ release(): Promise<void> }> {
  const path = join(dataDir, "database.lock");
  const self = { pid: process.pid, startedAt: startOf(process.pid), host: hostname() } satisfies Owner;
  const content = JSON.stringify(self);
  if (!(await created(path, content))) {
    await removeIfStale(path);
    if (!(await created(path, content))) throw await inUse(path);
  }
  const heartbeat = setInterval(() => {
    const now = new Date();
    utimes(path, now, now).catch(() => {});
  }, heartbeatMs).unref();
  return {
    async release() {
      clearInterval(heartbeat);
      const current = await readFile(path, "utf8").catch(() => "");
      if (current === content) await rm(path, { force: true });
    },
  };
}

async function created(path: string, content: string): Promise<boolean> {
  try {
    await writeFile(path, content, { flag: "wx", mode: 0o600 });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  }
}

/**
 * Moves a stale lock out of the way. Two processes may find the same stale lock: the slower one would move the lock
 * that the faster one has just made, so what was moved is looked at again and put back when it is not the stale one.
 */
async function removeIfStale(path: string): Promise<void> {
  const seen = await read(path);
  if (seen === undefined || !seen.stale) return;
  const aside = `${path}.${process.pid}`;
  await rename(path, aside).catch(ignoreMissing);
  const moved = await read(aside);
  if (moved !== undefined && moved.content !== seen.content) await rename(aside, path);
  await rm(aside, { force: true });
}

async function read(
  path: string,
): Promise<{ content: string; owner: Owner | undefined; stale: boolean } | undefined> {
  try {
    const content = await readFile(path, "utf8");
    const silent = Date.now() - (await stat(path)).mtimeMs > silentMs;
    const owner = parse(content);
    return { content, owner, stale: owner?.host === hostname() ? !isRunning(owner) : silent };
  } catch (error) {
    return ignoreMissing(error);
  }
}

function ignoreMissing(error: unknown): undefined {
  if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
  return undefined;
}

/** A lock that is being written or was cut off reads as undefined and is judged by its age. */
function parse(content: string): Owner | undefined {
  try {
    return JSON.parse(content) as Owner;
  } catch {
    return undefined;
  }
}

function isRunning(owner: Owner): boolean {
  try {
    process.kill(owner.pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ESRCH") return false;
  }
  return startOf(owner.pid) === owner.startedAt;
}

/**
 * When a process started: the boot and the clock ticks since then (field 22 of /proc/PID/stat). Empty where there is no
 * /proc; then a process is known by its id alone.
 */
function startOf(pid: number): string {
  try {
    const boot = readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim();
    const fields = readFileSync(`/proc/${pid}/stat`, "utf8");
    return `${boot} ${fields.slice(fields.lastIndexOf(")") + 2).split(" ")[19]}`;
  } catch {
    return "";
  }
}

async function inUse(path: string): Promise<PlatformError> {
  const owner = (await read(path))?.owner;
  const who = owner ? `process ${owner.pid} on ${owner.host}` : "another process";
  return new PlatformError(
    "DataFolderInUse",
    `The data folder is in use by ${who} (${path}). Stop that process, or delete the file if it is ` +
      "none of ours, or choose another ALPHACUT_DATA_DIR, or set DATABASE_URL to a PostgreSQL server, which any number " +
      "of processes may share.",
  );
}
