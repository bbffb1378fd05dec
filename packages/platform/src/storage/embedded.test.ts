import { execFileSync } from "node:child_process";
import { mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openDatabase } from "./database.ts";
import { openEmbedded } from "./embedded.ts";
import { users } from "./schema/accounts.ts";

describe("embedded database", () => {
  let dataDir: string;
  beforeEach(async () => {
    dataDir = await mkdtemp(join(tmpdir(), "alphacut-"));
  });
  afterEach(() => rm(dataDir, { recursive: true, force: true }));

  it("keeps what was written for the next process, on a folder made from the template", async () => {
    const first = await openDatabase({ dataDir });
    await first.db
      .insert(users)
      .values({ id: "u1", name: "", email: "a@example.com", language: "en", plan: "Basic" });
    await first.close();
    await first.close();
    const second = await openDatabase({ dataDir });
    expect(await second.db.select({ id: users.id }).from(users)).toEqual([{ id: "u1" }]);
    const { rows } = await second.db.execute<{ one: number }>(sql`select 1 as one`);
    expect(rows).toEqual([{ one: 1 }]);
    await second.close();
  });

  it("refuses a folder that is open, naming the process and the remedy", async () => {
    const first = await openDatabase({ dataDir });
    await expect(openDatabase({ dataDir })).rejects.toMatchObject({
      code: "DataFolderInUse",
      message: expect.stringMatching(new RegExp(`process ${process.pid} .*DATABASE_URL`)),
    });
    await first.close();
  });

  it("starts anew after a first start that was cut off while it unpacked", async () => {
    await writeFile(join(dataDir, "database.partial"), "half");
    const storage = await openDatabase({ dataDir });
    await storage.ping();
    await storage.close();
  });

  it("does not start on a full disk, says how much is needed and leaves nothing behind", async () => {
    await expect(openEmbedded(dataDir, () => 3 * MB)).rejects.toMatchObject({
      code: "StorageUnavailable",
      message: `The disk that holds ${dataDir} is full: 3 MB are free, 72 MB are needed. Free some space, or choose another ALPHACUT_DATA_DIR.`,
    });
    expect(await readdir(dataDir)).toEqual([]);
  });

  it("takes no statement while its disk is full, and works again once it is not", async () => {
    let free = 500 * MB;
    const storage = await openEmbedded(dataDir, () => free);
    free = 20 * MB;
    await expect.poll(() => storage.ping().then(() => "answers", codeOf)).toBe("StorageUnavailable");
    const insert = () => storage.db.execute(sql`create table if not exists nothing (nothing integer)`);
    await expect(insert()).rejects.toMatchObject({ cause: { code: "StorageUnavailable" } });
    free = 500 * MB;
    await insert();
    await storage.close();
  });

  it.skipIf(!canMount())("sees a real disk fill up before the database does", async () => {
    const disk = join(dataDir, "disk");
    await mkdir(disk);
    execFileSync("mount", ["-t", "tmpfs", "-o", "size=100m", "none", disk]);
    try {
      const storage = await openDatabase({ dataDir: join(disk, "data") });
      await storage.ping();
      await writeFile(join(disk, "filling"), Buffer.alloc(40 * MB));
      await expect.poll(() => storage.ping().then(() => "answers", codeOf)).toBe("StorageUnavailable");
      await rm(join(disk, "filling"));
      await storage.ping();
      await storage.close();
    } finally {
      execFileSync("umount", [disk]);
    }
  });
});

const MB = 1024 ** 2;

const codeOf = (error: { code?: string }) => error.code;

/** Needs rights that only some machines give. */
function canMount(): boolean {
  try {
    execFileSync("unshare", ["--mount", "mount", "-t", "tmpfs", "none", tmpdir()], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}
