import { eq } from "drizzle-orm";
import type { Redis } from "ioredis";
import type { Database } from "../../storage/database.ts";
import { creditStream } from "../../storage/schema/index.ts";
import { insertEntries } from "./insert-entries.ts";
import type { LedgerScripts } from "./scripts.ts";

interface DrainOptions {
  readonly db: Database;
  readonly redis: Redis;
  readonly scripts: LedgerScripts;
  readonly reservationMs: number;
}

const entriesPerRound = 1000;
const roundsAtATime = 20;

/**
 * Moves entries from the stream to the database, exactly once: how far it got is written in the transaction that
 * writes the entries. Only one process does it at a time; the others leave it to that one. Answers `lost` when the
 * database says that another epoch has begun.
 */
export async function drainEntries(options: DrainOptions, epoch: string): Promise<"lost" | "done"> {
  const { redis, scripts } = options;
  for (let round = 0; round < roundsAtATime && (await redis.xlen("credits:entries")) > 0; round++) {
    const last = await drainRound(options, epoch);
    if (last === "lost") return "lost";
    if (last === "busy") return "done";
    const [milliseconds, sequence] = last.split("-");
    await scripts.trim(epoch, `${milliseconds}-${Number(sequence) + 1}`);
  }
  return "done";
}

/** Answers the id of the last entry that is in the database now, or `busy` when another process drains. */
async function drainRound({ db, redis, reservationMs }: DrainOptions, epoch: string): Promise<string> {
  return db.transaction(async (tx) => {
    const [stream] = await tx.select().from(creditStream).for("update", { skipLocked: true });
    if (stream === undefined) return "busy";
    if (stream.epoch !== epoch) return "lost";
    const messages = await redis.xrange(
      "credits:entries",
      `(${stream.drainedId}`,
      "+",
      "COUNT",
      entriesPerRound,
    );
    await insertEntries(tx, messages, reservationMs);
    const last = messages.at(-1)?.[0] ?? stream.drainedId;
    await tx.update(creditStream).set({ drainedId: last }).where(eq(creditStream.id, 1));
    return last;
  });
}
