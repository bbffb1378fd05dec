import { sql } from "drizzle-orm";
import type { Executor } from "../changes.ts";

/**
 * Makes every projection anew from the entries and from the sums of those that are no longer kept; nobody else can write
 * an entry until the transaction ends. `reservationMs` dates the expiry of open reservations that nobody knows of.
 */
export async function recount(transaction: Executor, reservationMs: number): Promise<void> {
  await transaction.execute(sql`LOCK TABLE credit_entries IN SHARE ROW EXCLUSIVE MODE`);
  for (const statement of [...emptied, ...balances, ...usage, ...reservations(reservationMs)]) {
    await transaction.execute(statement);
  }
}

/** Every account that has ever had or used a credit. */
export async function accountsWithCredits(db: Executor): Promise<string[]> {
  const { rows } = await db.execute<{ uid: string }>(
    sql`SELECT uid FROM credit_accounts UNION SELECT uid FROM credit_cycles ORDER BY uid`,
  );
  return rows.map(({ uid }) => uid);
}

const everything = sql`(
  SELECT uid, kind, source, amount, channel, key_id, month_start, cycle_start, cycle_end FROM credit_entries
  UNION ALL
  SELECT uid, 'settle', source, amount, channel, NULL, month_start, cycle_start, cycle_end FROM credit_snapshots
) AS entry`;

const emptied = [
  sql`DELETE FROM credit_allowances`,
  sql`DELETE FROM credit_months`,
  sql`DELETE FROM credit_cycles`,
  sql`DELETE FROM credit_key_months`,
  sql`UPDATE credit_accounts SET prepaid = 0, granted = 0, revision = revision + 1`,
];

const balances = [
  sql`
    INSERT INTO credit_accounts AS account (uid, prepaid, granted, revision)
    SELECT uid, sum(amount), coalesce(sum(amount) FILTER (WHERE kind IN ('grant', 'adjust')), 0), 1
    FROM ${everything} WHERE source = 'prepaid' GROUP BY uid
    ON CONFLICT (uid) DO UPDATE SET prepaid = excluded.prepaid, granted = excluded.granted`,
  sql`
    INSERT INTO credit_allowances (uid, cycle_start, used)
    SELECT uid, cycle_start, -sum(amount)
    FROM ${everything} WHERE source = 'included' GROUP BY uid, cycle_start`,
];

const byChannel = sql`
  coalesce(-sum(amount) FILTER (WHERE channel = 'app'), 0), coalesce(-sum(amount) FILTER (WHERE channel = 'api'), 0)`;

const usage = [
  sql`
    INSERT INTO credit_months (uid, month_start, app, api)
    SELECT uid, month_start, ${byChannel}
    FROM ${everything} WHERE channel IS NOT NULL GROUP BY uid, month_start`,
  sql`
    INSERT INTO credit_cycles (uid, cycle_start, cycle_end, app, api)
    SELECT uid, cycle_start, max(cycle_end), ${byChannel}
    FROM ${everything} WHERE channel IS NOT NULL GROUP BY uid, cycle_start`,
  sql`
    INSERT INTO credit_key_months (uid, key_id, month_start, used)
    SELECT uid, key_id, month_start, -sum(amount)
    FROM ${everything} WHERE key_id IS NOT NULL GROUP BY uid, key_id, month_start`,
];

const isOpen = sql`kind = 'reserve' AND NOT EXISTS (
  SELECT FROM credit_entries AS closing
  WHERE closing.operation_id = entry.operation_id AND closing.kind IN ('settle', 'release', 'expire'))`;

/** Those that are right stay: their expiry may have been put off. */
const reservations = (reservationMs: number) => [
  sql`
    DELETE FROM credit_reservations
    WHERE id NOT IN (SELECT operation_id FROM credit_entries AS entry WHERE ${isOpen})`,
  sql`
    INSERT INTO credit_reservations
      (id, uid, source, channel, key_id, month_start, cycle_start, cycle_end, expires_at)
    SELECT operation_id, uid, source, channel, key_id, month_start, cycle_start, cycle_end,
      at + ${reservationMs}::int * interval '1 millisecond'
    FROM credit_entries AS entry WHERE ${isOpen}
    ON CONFLICT DO NOTHING`,
];
