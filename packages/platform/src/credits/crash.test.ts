import { fork } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openDatabase, type Storage } from "../storage/database.ts";
import { creditEntries } from "../storage/schema/index.ts";
import { openTestServerDatabase } from "../testing/database.ts";
import { openTestRedis } from "../testing/redis.ts";
import { describeWith } from "../testing/services.ts";
import { monthOf } from "./calendar.ts";
import type { CreditLedger } from "./ledger.ts";
import { openRedisLedger } from "./redis/redis-ledger.ts";
import { readAccountState } from "./sql/account-state.ts";
import { openSqlLedger } from "./sql/sql-ledger.ts";
import type { Acknowledged, CrashWorkerOptions } from "./testing/crash-worker.ts";
import { sumEntries } from "./testing/entries.ts";

/** How often the process is killed; `ALPHACUT_TEST_KILLS=20` for the long run. */
const kills = Number(process.env.ALPHACUT_TEST_KILLS ?? 2);
const timeoutMs = kills * 60_000;
const reservationMs = 60_000;

/** `few` runs out of credits on the way: it must never have spent more than it had. */
const accounts = { few: 40, many: 1_000_000 };

let dataDir: string;
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "alphacut-crash-"));
});
afterEach(() => rm(dataDir, { recursive: true, force: true }));

test(
  "killed under load, the embedded database loses no acknowledged credit and spends none twice",
  async () => {
    const acknowledged = await killRepeatedly({ dataDir, accounts, reservationMs });
    const storage = await openDatabase({ dataDir });
    const ledger = await openSqlLedger({ db: storage.db, reservationMs, now: afterExpiry });
    await expectAllAccountedFor(storage, ledger, acknowledged);
    await storage.close();
  },
  timeoutMs,
);

describeWith("Redis", "killed under load", (redisUrl) => {
  describeWith("PostgreSQL", "with the counters in Redis", (databaseUrl) => {
    test(
      "no acknowledged credit is lost and none is spent twice",
      async () => {
        const storage = await openTestServerDatabase(databaseUrl);
        const redis = await openTestRedis(redisUrl);
        const urls = { databaseUrl: storage.url, redisUrl: redis.url };
        const acknowledged = await killRepeatedly({ dataDir, ...urls, accounts, reservationMs });
        const options = { db: storage.db, redis: redis.redis, reservationMs, now: afterExpiry };
        await expectAllAccountedFor(storage, openRedisLedger(options), acknowledged);
        await redis.close();
        await storage.close();
      },
      timeoutMs,
    );
  });
});

function afterExpiry(): Date {
  return new Date(Date.now() + reservationMs);
}

/** Starts the process and kills it in the middle of its work, again and again. Answers all that it said was done. */
async function killRepeatedly(options: CrashWorkerOptions): Promise<Acknowledged[]> {
  const acknowledged: Acknowledged[] = [];
  for (let kill = 0; kill < kills; kill++) {
    const worker = fork(new URL("./testing/crash-worker.ts", import.meta.url), [JSON.stringify(options)], {
      execArgv: ["--conditions=@alphacut/source", "--import", import.meta.resolve("tsx")],
    });
    const target = acknowledged.length + 100 + 37 * kill;
    worker.on("message", (message: Acknowledged) => {
      acknowledged.push(message);
      if (acknowledged.length >= target) worker.kill("SIGKILL");
    });
    const [, signal] = await once(worker, "exit");
    expect(signal).toBe("SIGKILL");
  }
  return acknowledged;
}

async function expectAllAccountedFor(
  { db }: Storage,
  ledger: CreditLedger,
  acknowledged: readonly Acknowledged[],
): Promise<void> {
  // The first round may load accounts that were open when Redis lost them; the second expires what it found.
  await ledger.maintain();
  await ledger.maintain();
  const entries = await db.select().from(creditEntries);
  const reserved = entries.filter(({ kind }) => kind === "reserve").map(({ operationId }) => operationId);
  const closings = entries.filter(({ kind }) => kind !== "reserve");
  const closedBy = new Map<string, string>(closings.map(({ operationId, kind }) => [operationId, kind]));
  expect(closedBy.size).toBe(closings.length);
  expect([...closedBy.keys()].sort()).toEqual(reserved.sort());
  const kinds = { settled: "settle", released: "release" } as const;
  for (const [id, what] of acknowledged) {
    expect(closedBy.has(id)).toBe(true);
    if (what !== "reserved") expect(closedBy.get(id)).toBe(kinds[what]);
  }
  for (const [uid, credits] of Object.entries(accounts)) {
    const month = monthOf(new Date()).startUnix;
    const sums = await sumEntries(db, uid, month);
    expect(await ledger.read(uid, month)).toEqual({ ...sums, billingPeriod: null });
    expect((await readAccountState(db, uid)).cycles).toEqual(sums.cycles);
    expect(sums.month.app + sums.month.api).toBeLessThanOrEqual(credits);
    expect(sums.month.app + sums.month.api).toBeGreaterThan(0);
  }
}
