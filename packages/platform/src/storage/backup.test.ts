import { existsSync } from "node:fs";
import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { layReady } from "./backup.ts";
import { openEmbedded } from "./embedded.ts";
import { users } from "./schema/accounts.ts";
import type { Storage } from "./storage.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "alphacut-backup-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const user = (id: string) => ({ id, name: "", email: `${id}@example.com`, language: "en", plan: "Basic" });
const add = async ({ db }: Storage, ...ids: string[]) => {
  for (const id of ids) await db.insert(users).values(user(id));
};
const idsIn = async ({ db }: Storage) =>
  (await db.select({ id: users.id }).from(users).orderBy(users.id)).map(({ id }) => id);

describe("a backup of the embedded database", () => {
  it("is whole although the database is in use, and takes its place at the next start", async () => {
    const [old, other] = [join(folder, "old"), join(folder, "other")];
    const running = await openEmbedded(old);
    await writeFile(join(old, "auth-secret"), "the secret of then");
    await add(running, "a1", "a2");
    const reading = buffer(await running.backUp!());
    // What is written while it is read is not in it, and harms neither.
    await add(running, "b1", "b2");
    const backup = await reading;
    expect(await idsIn(running)).toEqual(["a1", "a2", "b1", "b2"]);

    const there = await openEmbedded(other);
    await add(there, "c1");
    expect(await layReady(other, Readable.from([backup]))).toEqual({ createdAt: expect.any(Date) });
    expect(await idsIn(there)).toEqual(["c1"]);
    await there.close();
    const restored = await openEmbedded(other);
    expect(await idsIn(restored)).toEqual(["a1", "a2"]);
    await add(restored, "d1");
    await restored.close();
    expect((await readdir(other)).sort()).toEqual(["auth-secret", "before-restore", "database"]);

    const again = await openEmbedded(other);
    expect(await idsIn(again)).toEqual(["a1", "a2", "d1"]);
    await again.close();
    await running.close();
    await expect.poll(() => readdir(old)).toEqual(["auth-secret", "database"]);
  });

  it("that is cut short, damaged or something else is refused, and nothing changes", async () => {
    const dataDir = join(folder, "data");
    const running = await openEmbedded(dataDir);
    const backup = await buffer(await running.backUp!());
    await running.close();
    await expect.poll(() => readdir(dataDir)).toEqual(["database"]);
    const damaged = Buffer.from(backup);
    const middle = Math.floor(backup.length / 2);
    damaged.fill(0, middle, middle + 64);
    for (const bytes of [backup.subarray(0, middle), damaged, Buffer.from("no tar at all")]) {
      await expect(layReady(dataDir, Readable.from([bytes]))).rejects.toMatchObject({
        code: "InvalidInput",
        message: expect.stringContaining("no backup that can be restored"),
      });
    }
    expect(await readdir(dataDir)).toEqual(["database"]);
  });

  it("needs room for a copy, and says so before it makes one", async () => {
    const dataDir = join(folder, "data");
    let free = 1e12;
    const running = await openEmbedded(dataDir, () => free);
    free = 50 * 1024 * 1024;
    await expect(running.backUp!()).rejects.toMatchObject({ code: "StorageUnavailable" });
    expect((await readdir(dataDir)).filter((name) => name.startsWith("backup-"))).toEqual([]);
    free = 1e12;
    await running.close();
  });

  it("goes on at the next start when the process is killed between the steps of taking its place", async () => {
    const dataDir = join(folder, "data");
    const first = await openEmbedded(dataDir);
    await add(first, "a1");
    const backup = await buffer(await first.backUp!());
    await first.close();
    await layReady(dataDir, Readable.from([backup]));
    // Killed when the database was put aside, and the backup not yet in its place.
    await rm(join(dataDir, "database"), { recursive: true });
    const next = await openEmbedded(dataDir);
    expect(await idsIn(next)).toEqual(["a1"]);
    await next.close();
    expect(existsSync(join(dataDir, "restore"))).toBe(false);
  });
});
