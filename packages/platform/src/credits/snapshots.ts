import { sql } from "drizzle-orm";
import { monthOf } from "./calendar.ts";
import type { Executor } from "./changes.ts";

const operationsPerRound = 5_000;

const dayMs = 86_400_000;
/** As far back as usage is told day by day. */
const keptDays = 366;

/**
 * Sums what was spent in months that ended more than a year ago: the entries of closed reservations make place for one
 * row a month, cycle, source and channel of each account. Counting again comes to the same numbers before and after.
 * What each API key was charged in them is forgotten. Grants and adjustments stay, since their ids keep them from being made twice. Any number of processes may do it at
 * once. Answers how many reservations were summed.
 */
export async function sumOldEntries(db: Executor, now: Date): Promise<number> {
  const before = new Date(monthOf(new Date(now.getTime() - keptDays * dayMs)).startUnix * 1000);
  await db.execute(sql`DELETE FROM credit_key_months WHERE month_start < ${before.getTime() / 1000}`);
  for (let summed = 0; ; ) {
    const round = await sumRound(db, before);
    summed += round;
    if (round < operationsPerRound) return summed;
  }
}

/** One statement: either an operation's entries are there, or it is in the sums. */
async function sumRound(db: Executor, before: Date): Promise<number> {
  const { rows } = await db.execute<{ operations: number }>(sql`
    WITH closed AS (
      SELECT operation_id FROM credit_entries
      WHERE at < ${before.toISOString()}::timestamptz AND kind IN ('settle', 'release', 'expire')
      LIMIT ${operationsPerRound} FOR UPDATE SKIP LOCKED
    ), removed AS (
      DELETE FROM credit_entries AS entry USING closed
      WHERE entry.operation_id = closed.operation_id RETURNING entry.*
    ), summed AS (
      INSERT INTO credit_snapshots AS snapshot
        (uid, month_start, cycle_start, cycle_end, source, channel, amount)
      SELECT uid, month_start, cycle_start, max(cycle_end), source, channel, sum(amount)
      FROM removed
      GROUP BY uid, month_start, cycle_start, source, channel
      ORDER BY uid, month_start, cycle_start, source, channel
      ON CONFLICT (uid, month_start, cycle_start, source, channel) DO UPDATE
      SET amount = snapshot.amount + excluded.amount,
        cycle_end = greatest(snapshot.cycle_end, excluded.cycle_end)
    )
    SELECT count(*)::int AS operations FROM closed`);
  return rows[0]!.operations;
}
