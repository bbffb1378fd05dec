import { eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { Storage } from "../../storage/database.ts";
import { openRedis } from "../../storage/redis.ts";
import { creditEntries, creditStream } from "../../storage/schema/index.ts";
import { openTestDatabase } from "../../testing/database.ts";
import { openTestRedis, type TestRedis } from "../../testing/redis.ts";
import { openRelay } from "../../testing/relay.ts";
import { describeWith } from "../../testing/services.ts";
import { administerCredits, type CreditAdministration } from "../administration.ts";
import { calendarMonth } from "../calendar.ts";
import { grantPrepaid } from "../changes.ts";
import type { CreditLedger, Reservation } from "../ledger.ts";
import { openSqlLedger } from "../sql/sql-ledger.ts";
import { sumEntries } from "../testing/entries.ts";
import { reservationMs } from "../testing/ledger-under-test.ts";
import { openRedisLedger } from "./redis-ledger.ts";

const march = calendarMonth(2026, 3);
const noon = new Date("2026-03-15T12:00:00Z");

describeWith("Redis", "credits when Redis is lost", (redisUrl) => {
  let storage: Storage;
  let redis: TestRedis;
  let ledger: CreditLedger;
  let admin: CreditAdministration;
  let uid: string;
  let accounts = 0;
  const clock = { now: noon };
  const now = (): Date => clock.now;

  beforeAll(async () => {
    storage = await openTestDatabase();
    redis = await openTestRedis(redisUrl);
    ledger = openRedisLedger({ db: storage.db, redis: redis.redis, reservationMs, now });
    admin = administerCredits(storage.db, ledger, now);
  });
  afterAll(async () => {
    await redis.close();
    await storage.close();
  });
  beforeEach(() => {
    clock.now = noon;
    uid = `account-${++accounts}`;
  });

  const reserve = (includedCredits = 3): Promise<Reservation> =>
    ledger.reserve({ uid, channel: "api", plan: { label: "Pro", includedCredits } });
  const charge = async (includedCredits = 3): Promise<void> => {
    await ledger.settle(await reserve(includedCredits));
  };
  const read = async (key: string): Promise<string | null> => redis.redis.get(`user:${uid}:${key}`);
  const expectCountersToEqualEntries = async (): Promise<void> => {
    const { billingPeriod: _, ...counters } = await ledger.read(uid, march.startUnix);
    await ledger.maintain();
    expect(counters).toEqual(await sumEntries(storage.db, uid, march.startUnix));
  };

  test("the counters are plain integers under the documented names", async () => {
    await admin.grant(`pack-${uid}`, uid, 7);
    await admin.set(uid, { billingPeriod: { startUnix: 1_773_000_000, endUnix: 1_775_000_000 } });
    await charge(1);
    await ledger.settle(
      await ledger.reserve({ uid, channel: "app", plan: { label: "Premium-20000", includedCredits: 1 } }),
    );
    const names = ["membership", "credits", "prepaid_credits", "billing_period_start", "billing_period_end"];
    const counters = [
      "app_usage:2026:3",
      "api_usage:2026:3",
      "app_usage:cycle:1773000000",
      "api_usage:cycle:1773000000",
    ];
    expect(await Promise.all([...names, ...counters].map(read))).toEqual([
      "Premium-20000",
      "1",
      "6",
      "1773000000",
      "1775000000",
      "1",
      "1",
      "1",
      "1",
    ]);
  });

  test("after FLUSHALL and a rebuild every counter in Redis equals the entries", async () => {
    await admin.grant(`pack-${uid}`, uid, 5);
    for (let image = 0; image < 4; image++) await charge();
    await ledger.maintain();
    await redis.redis.flushdb();
    await ledger.rebuild();
    expect(
      await Promise.all(
        ["api_usage:2026:3", `api_usage:cycle:${march.startUnix}`, "prepaid_credits"].map(read),
      ),
    ).toEqual(["4", "4", "4"]);
    await expectCountersToEqualEntries();
  });

  test("after FLUSHALL the next request finds the limit where it was, without a rebuild", async () => {
    for (let image = 0; image < 3; image++) await charge();
    await ledger.maintain();
    await redis.redis.flushdb();
    await expect(reserve()).rejects.toMatchObject({ code: "InsufficientCredits" });
    await expectCountersToEqualEntries();
  });

  test("a reservation outlives the loss and can be released", async () => {
    const reservation = await reserve();
    await ledger.maintain();
    await redis.redis.flushdb();
    expect(await ledger.release(reservation)).toBe(true);
    expect(await ledger.release(reservation)).toBe(false);
    await expectCountersToEqualEntries();
  });

  test("a reservation whose holder died with Redis is released, though nobody uses the account any more", async () => {
    await reserve();
    await ledger.maintain();
    await redis.redis.flushdb();
    clock.now = new Date(noon.getTime() + reservationMs + 60_000);
    await ledger.maintain();
    await ledger.maintain();
    expect(await sumEntries(storage.db, uid, march.startUnix)).toMatchObject({ month: { api: 0 } });
    await expectCountersToEqualEntries();
  });

  test("what Redis had not passed on yet is lost with it, and nothing else", async () => {
    await charge();
    await ledger.maintain();
    await charge();
    await redis.redis.flushdb();
    expect((await ledger.read(uid, march.startUnix)).month.api).toBe(1);
    await expectCountersToEqualEntries();
  });

  test("a Redis that comes back with an older state is counted again from the database", async () => {
    await charge();
    const before = await dump(redis);
    await charge();
    await ledger.maintain();
    await restartWith(before);
    expect((await ledger.read(uid, march.startUnix)).month.api).toBe(2);
    await expectCountersToEqualEntries();
  });

  test("entries that a Redis kept over its restart reach the database", async () => {
    await charge();
    await restartWith(await dump(redis));
    expect((await ledger.read(uid, march.startUnix)).month.api).toBe(1);
    expect(await sumEntries(storage.db, uid, march.startUnix)).toMatchObject({ month: { api: 1 } });
    await expectCountersToEqualEntries();
  });

  test("entries that come back with an older state, though the database has them, count once", async () => {
    await charge();
    const before = await dump(redis);
    await ledger.maintain();
    await restartWith(before);
    await charge();
    await ledger.maintain();
    expect(await storage.db.select().from(creditEntries).where(eq(creditEntries.uid, uid))).toHaveLength(4);
    await expectCountersToEqualEntries();
  });

  test("processes that find the counters lost in the middle of their work agree, and no image is uncounted", async () => {
    const connections = await Promise.all(Array.from({ length: 4 }, () => openRedis(redis.url)));
    const ledgers = connections.map((connection) =>
      openRedisLedger({ db: storage.db, redis: connection.redis, reservationMs, now }),
    );
    const request = { uid, channel: "api", plan: { label: "Pro", includedCredits: 30 } } as const;
    const image = async (index: number): Promise<boolean> => {
      const one = ledgers[index % ledgers.length]!;
      if (index === 50) await redis.redis.flushdb();
      const reservation = await one.reserve(request).catch(() => undefined);
      return reservation !== undefined && (await one.settle(reservation));
    };
    await Promise.all(Array.from({ length: 100 }, (_, index) => image(index)));
    const { month } = await ledger.read(uid, march.startUnix);
    expect(month.api).toBeLessThanOrEqual(30);
    await expectCountersToEqualEntries();
    await Promise.all(connections.map((connection) => connection.close()));
  });

  test("credits spent while the database kept the counters are known when Redis takes over again", async () => {
    await charge();
    await ledger.maintain();
    const sql = await openSqlLedger({ db: storage.db, reservationMs, now });
    await sql.settle(await sql.reserve({ uid, channel: "api", plan: { label: "Pro", includedCredits: 3 } }));
    const next = openRedisLedger({ db: storage.db, redis: redis.redis, reservationMs, now });
    expect((await next.read(uid, march.startUnix)).month.api).toBe(2);
  });

  test("a grant whose process died before Redis heard of it arrives with the next round of maintenance", async () => {
    await reserve();
    await grantPrepaid(storage.db, { id: `pack-${uid}`, uid, credits: 9, at: noon });
    expect(await read("prepaid_credits")).toBe("0");
    await ledger.maintain();
    expect(await read("prepaid_credits")).toBe("9");
    await ledger.maintain();
    expect(await read("prepaid_credits")).toBe("9");
  });

  test("without Redis nothing is spent, and all goes on when it is back", async () => {
    const relay = await openRelay(redis.url);
    const connection = await openRedis(relay.url);
    const remote = openRedisLedger({ db: storage.db, redis: connection.redis, reservationMs, now });
    const request = { uid, channel: "api", plan: { label: "Pro", includedCredits: 3 } } as const;
    const reservation = await remote.reserve(request);
    await relay.cut();
    await expect(remote.reserve(request)).rejects.toMatchObject({ code: "StorageUnavailable" });
    await expect(remote.settle(reservation)).rejects.toMatchObject({ code: "StorageUnavailable" });
    const back = new Promise((resolve) => connection.redis.once("ready", resolve));
    await relay.mend();
    await back;
    expect(await remote.settle(reservation)).toBe(true);
    expect((await remote.read(uid, march.startUnix)).month.api).toBe(1);
    await connection.close();
    await relay.close();
  });

  /** Puts the keys back as they were, all of them in an epoch of another start of the server. */
  const restartWith = async (keys: Map<string, Buffer>): Promise<void> => {
    await redis.redis.flushdb();
    for (const [key, value] of keys) await redis.redis.restore(key, 0, value);
    const epoch = `earlier-${await redis.redis.get("credits:epoch")}`;
    for (const key of await redis.redis.keys("user:*:ledger")) await redis.redis.hset(key, "epoch", epoch);
    await redis.redis.set("credits:epoch", epoch);
    await storage.db.update(creditStream).set({ epoch });
    const back = new Promise((resolve) => redis.redis.once("ready", resolve));
    redis.redis.disconnect(true);
    await back;
  };
});

async function dump({ redis }: TestRedis): Promise<Map<string, Buffer>> {
  const keys = await redis.keys("*");
  return new Map(await Promise.all(keys.map(async (key) => [key, (await redis.dumpBuffer(key))!] as const)));
}
