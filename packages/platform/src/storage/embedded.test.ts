import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openDatabase } from "./database.ts";
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
});
