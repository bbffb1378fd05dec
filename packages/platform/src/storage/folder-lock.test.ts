import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, readFile, rm, utimes, writeFile } from "node:fs/promises";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { lockFolder } from "./folder-lock.ts";

describe("folder lock", () => {
  let folder: string;
  let path: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "alphacut-lock-"));
    path = join(folder, "database.lock");
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const owner = async () => JSON.parse(await readFile(path, "utf8"));

  it("names its owner while it is held, and is gone when it is released, however often", async () => {
    const lock = await lockFolder(folder);
    expect(await owner()).toMatchObject({ pid: process.pid, host: hostname() });
    await lock.release();
    await lock.release();
    expect(await readdir(folder)).toEqual([]);
  });

  it("refuses a second owner, naming process, file and remedy", async () => {
    const lock = await lockFolder(folder);
    const refusal = { code: "DataFolderInUse" };
    await expect(lockFolder(folder)).rejects.toMatchObject(refusal);
    await expect(lockFolder(folder)).rejects.toThrow(`process ${process.pid} on ${hostname()} (${path})`);
    await expect(lockFolder(folder)).rejects.toThrow("DATABASE_URL");
    await lock.release();
    await (await lockFolder(folder)).release();
  });

  it("refuses while another process holds it, and takes over when that was killed", async () => {
    const holder = spawnHolder(folder);
    await once(holder.stdout!, "data");
    await expect(lockFolder(folder)).rejects.toThrow(`process ${holder.pid}`);
    holder.kill("SIGKILL");
    await once(holder, "exit");
    const lock = await lockFolder(folder);
    expect(await owner()).toMatchObject({ pid: process.pid });
    await lock.release();
  });

  it("takes over from a process whose id another process has by now", async () => {
    const { startedAt, ...self } = await heldBySelf();
    await writeFile(path, JSON.stringify({ ...self, startedAt: `${startedAt}0` }));
    await (await lockFolder(folder)).release();
  });

  it("takes over from another host once that has been silent for a minute, not before", async () => {
    const foreign = JSON.stringify({ pid: 1, startedAt: "1", host: "another-host" });
    await writeFile(path, foreign);
    await expect(lockFolder(folder)).rejects.toThrow("process 1 on another-host");
    await silence();
    await (await lockFolder(folder)).release();
  });

  it("takes over a lock that was cut off while it was written, once it is a minute old", async () => {
    await writeFile(path, "");
    await expect(lockFolder(folder)).rejects.toThrow("another process");
    await silence();
    await (await lockFolder(folder)).release();
  });

  it("goes to one, of any number that find the same stale lock", async () => {
    await writeFile(path, "");
    await silence();
    const attempts = await Promise.allSettled(Array.from({ length: 20 }, () => lockFolder(folder)));
    const locks = attempts.flatMap((attempt) => (attempt.status === "fulfilled" ? attempt.value : []));
    expect(locks).toHaveLength(1);
    await locks[0]?.release();
    expect(await readdir(folder)).toEqual([]);
  });

  it("is not taken from the next owner by a late release", async () => {
    const lock = await lockFolder(folder);
    const next = JSON.stringify({ pid: 1, startedAt: "1", host: "another-host" });
    await writeFile(path, next);
    await lock.release();
    expect(await readFile(path, "utf8")).toBe(next);
  });

  async function heldBySelf(): Promise<{ pid: number; startedAt: string; host: string }> {
    const lock = await lockFolder(folder);
    const self = await owner();
    await lock.release();
    return self;
  }

  async function silence(): Promise<void> {
    const before = new Date(Date.now() - 61_000);
    await utimes(path, before, before);
  }
});

/** A process that takes the lock, says so, and stays. */
function spawnHolder(folder: string): ChildProcess {
  const code = `
    const { lockFolder } = await import(${JSON.stringify(new URL("./folder-lock.ts", import.meta.url).href)});
    await lockFolder(${JSON.stringify(folder)});
    console.log("held");
    setInterval(() => {}, 1_000);`;
  const args = ["--import", import.meta.resolve("tsx"), "--input-type=module", "--eval", code];
  return spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
}
