import type { Storage } from "../../storage/database.ts";
import { openTestDatabase, openTestServerDatabase } from "../../testing/database.ts";
import { openTestRedis } from "../../testing/redis.ts";
import { describeWith } from "../../testing/services.ts";
import { describeLedgerContract } from "../testing/ledger-contract.ts";
import { type LedgerUnderTest, reservationMs } from "../testing/ledger-under-test.ts";
import { openRedisLedger } from "./redis-ledger.ts";

async function open(storage: Storage, redisUrl: string): Promise<LedgerUnderTest> {
  const { redis, close } = await openTestRedis(redisUrl);
  const clock = { now: new Date() };
  return {
    ledger: openRedisLedger({ db: storage.db, redis, reservationMs, now: () => clock.now }),
    db: storage.db,
    clock,
    async close() {
      await close();
      await storage.close();
    },
  };
}

describeWith("Redis", "the ledger in Redis beside the embedded database", (redisUrl) => {
  describeLedgerContract({ open: async () => open(await openTestDatabase(), redisUrl), concurrent: true });
});

describeWith("Redis", "the ledger in Redis", (redisUrl) => {
  describeWith("PostgreSQL", "beside PostgreSQL", (databaseUrl) => {
    describeLedgerContract({
      open: async () => open(await openTestServerDatabase(databaseUrl), redisUrl),
      concurrent: true,
    });
  });
});
