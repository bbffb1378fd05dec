import { inspect } from "node:util";
import { sql } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from "vitest";
import { cuttableWire } from "../testing/cuttable-wire.ts";
import { openTestServerDatabase } from "../testing/database.ts";
import { describeWith } from "../testing/services.ts";
import { openDatabase, type Storage } from "./database.ts";
import { openRedis } from "./redis.ts";
import { users } from "./schema/accounts.ts";
import { withStorageErrors } from "./unavailable.ts";

const unavailable = {
  name: "PlatformError",
  code: "StorageUnavailable",
  retryAfterSeconds: expect.any(Number),
};

describeWith("PostgreSQL", "database server", (serverUrl) => {
  let storage: Storage & { url: string };
  let wire: Awaited<ReturnType<typeof cuttableWire>>;
  beforeAll(async () => {
    storage = await openTestServerDatabase(serverUrl);
  });
  afterAll(() => storage.close());
  beforeEach(async () => {
    wire = await cuttableWire(storage.url);
  });
  afterEach(() => wire.cut());

  it("is migrated once by any number of processes that start together", async () => {
    await storage.db.execute(sql`drop schema drizzle cascade`);
    await storage.db.execute(sql`drop schema public cascade`);
    await storage.db.execute(sql`create schema public`);
    const opened = await Promise.all(
      Array.from({ length: 6 }, () => openDatabase({ url: storage.url, dataDir: "" })),
    );
    for (const each of opened) {
      expect(await each.db.select().from(users)).toEqual([]);
      await each.close();
      await each.close();
    }
    const { rows } = await storage.db.execute(
      sql`select hash, count(*)::int as times from drizzle.__drizzle_migrations group by hash`,
    );
    expect(new Set(rows.map(({ times }) => times))).toEqual(new Set([1]));
  });

  it("that does not answer at start is reported", async () => {
    await wire.cut();
    await expect(openDatabase({ url: wire.url, dataDir: "" })).rejects.toMatchObject(unavailable);
  });

  it("that goes away fails every operation as unavailable, and is used again when it is back", async () => {
    const behindWire = await openDatabase({ url: wire.url, dataDir: "" });
    const service = withStorageErrors({
      read: async () => (await behindWire.db.select().from(users)).length,
      transact: () => behindWire.db.transaction(async (transaction) => transaction.select().from(users)),
    });
    expect(await service.read()).toBe(0);
    await wire.cut();
    await expect(service.read()).rejects.toMatchObject(unavailable);
    await expect(service.transact()).rejects.toMatchObject(unavailable);
    await expect(behindWire.ping()).rejects.toMatchObject(unavailable);
    await wire.mend();
    expect(await service.read()).toBe(0);
    await behindWire.ping();
    await behindWire.close();
  });

  it("that goes away in the middle of an operation fails it as unavailable", async () => {
    const behindWire = await openDatabase({ url: wire.url, dataDir: "" });
    const service = withStorageErrors({ sleep: () => behindWire.db.execute(sql`select pg_sleep(20)`) });
    const sleeping = service.sleep();
    await wire.carried();
    await wire.cut();
    await expect(sleeping).rejects.toMatchObject(unavailable);
    await behindWire.close();
  });

  it("whose statement is wrong is not unavailable, and the error tells neither the statement nor its values", async () => {
    const { read } = withStorageErrors({
      read: () => storage.db.execute(sql`select ${"a secret"} from nowhere`),
    });
    const error = await read().catch((reason: Error) => reason);
    expect(error).not.toMatchObject({ name: "PlatformError" });
    expect(inspect(error)).toContain('relation "nowhere" does not exist');
    expect(inspect(error)).not.toMatch(/a secret|select/);
  });
});

describeWith("Redis", "Redis", (serverUrl) => {
  it("that goes away fails commands at once as unavailable, and is used again when it is back", async () => {
    const wire = await cuttableWire(serverUrl);
    const { redis, ping, close } = await openRedis(wire.url);
    const service = withStorageErrors({ read: () => redis.get("alphacut-test-none") });
    expect(await service.read()).toBeNull();
    await wire.cut();
    await expect(service.read()).rejects.toMatchObject(unavailable);
    await expect(ping()).rejects.toMatchObject(unavailable);
    const ready = new Promise((resolve) => redis.once("ready", resolve));
    await wire.mend();
    await ready;
    expect(await service.read()).toBeNull();
    await close();
    await wire.cut();
  });

  it("that does not answer at start is reported", async () => {
    const wire = await cuttableWire(serverUrl);
    await wire.cut();
    await expect(openRedis(wire.url)).rejects.toMatchObject(unavailable);
  });
});
