import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import type { Redis } from "ioredis";
import { PlatformError } from "../../errors.ts";
import type { Database } from "../../storage/database.ts";
import { creditStream } from "../../storage/schema/index.ts";
import { insertEntries } from "./insert-entries.ts";
import type { LedgerScripts } from "./scripts.ts";

/**
 * An epoch is one life of one Redis server's counters. It is named in Redis and in the database; where the two differ,
 * or Redis was started anew (it may have come back with an older state), or the name is gone (FLUSHALL), the counters
 * cannot be trusted: a new epoch begins, in which every account is loaded from the database when it is first used.
 */
export interface Epochs {
  /** The current epoch; begins a new one where that is necessary. */
  current(): Promise<string>;
  /** To be called when a script says that the epoch is over. */
  forget(): void;
}

interface EpochOptions {
  readonly db: Database;
  readonly redis: Redis;
  readonly scripts: LedgerScripts;
  readonly reservationMs: number;
}

const attempts = 10;

export function followEpochs(options: EpochOptions): Epochs {
  let known: Promise<string> | undefined;
  const forget = (): void => {
    known = undefined;
  };
  options.redis.on("close", forget);
  return {
    current() {
      known ??= agree(options).catch((error: unknown) => {
        forget();
        throw error;
      });
      return known;
    },
    forget,
  };
}

/** Several processes may come here at once: they take turns at the database's row, and the later ones find it done. */
async function agree(options: EpochOptions): Promise<string> {
  const { db, redis } = options;
  const server = await runId(redis);
  for (let attempt = 0; attempt < attempts; attempt++) {
    const [stored] = await db.select().from(creditStream);
    const epoch = await redis.get("credits:epoch");
    if (epoch !== null && epoch === stored?.epoch && epoch.startsWith(server)) return epoch;
    await begin(options, server);
  }
  throw new PlatformError(
    "StorageUnavailable",
    "Redis and the database cannot agree on the counters' epoch",
    {
      retryAfterSeconds: 5,
    },
  );
}

/** The name that a Redis server gives itself at each start. */
async function runId(redis: Redis): Promise<string> {
  const info = await redis.info("server");
  return /run_id:(\w+)/.exec(info)?.[1] ?? "";
}

/**
 * First the old epoch is fenced off, so that nothing more is admitted in it; then the entries that it left behind go
 * to the database, where those that are known already change nothing; only then the new one opens, with none.
 */
async function begin({ db, redis, scripts, reservationMs }: EpochOptions, server: string): Promise<void> {
  const fence = `fence:${randomUUID()}`;
  const next = `${server}:${randomUUID()}`;
  await db.insert(creditStream).values({ epoch: "none", drainedId: "" }).onConflictDoNothing();
  const fenced = await db.transaction(async (tx) => {
    const [stored] = await tx.select().from(creditStream).for("update");
    const epoch = (await redis.get("credits:epoch")) ?? "";
    if (epoch === stored?.epoch && epoch.startsWith(server)) return false;
    if ((await scripts.beginEpoch(epoch, fence, "keep")) === 0) return false;
    const left = await redis.xrange("credits:entries", "-", "+");
    await insertEntries(tx, left, reservationMs);
    await tx.update(creditStream).set({ epoch: next, drainedId: "0-0" }).where(eq(creditStream.id, 1));
    return true;
  });
  if (fenced) await scripts.beginEpoch(fence, next, "clear");
}
