import { sql } from "drizzle-orm";
import type { Executor } from "../changes.ts";

/**
 * Makes every projection anew from the entries; nobody else can write an entry until the transaction ends.
 * `reservationMs` dates the expiry of the reservations that are open.
 */
export async function recount(transaction: Executor, reservationMs: number): Promise<void> {
  await transaction.execute(sql`LOCK TABLE credit_entries IN SHARE ROW EXCLUSIVE MODE`);
  for (const statement of [...emptied, ...balances, ...usage, openReservations(reservationMs)]) {
    await transaction.execute(statement);
  }
}

/** Every account that has ever had or used a credit. */
export async function listAccounts(db: Executor): Promise<string[]> {
  const { rows } = await db.execute<{ uid: string }>(
    sql`SELECT uid FROM credit_accounts UNION SELECT uid FROM credit_cycles ORDER BY uid`,
  );
  return rows.map(({ uid }) => uid);
}

const emptied = [
  sql`DELETE FROM credit_allowances`,
  sql`DELETE FROM credit_months`,
  sql`DELETE FROM credit_cycles`,
  sql`DELETE FROM credit_reservations`,
  sql`UPDATE credit_accounts SET prepaid = 0, granted = 0, revision = revision + 1`,
];

const balances = [
  sql`
    INSERT INTO credit_accounts AS account (uid, prepaid, granted, revision)
    SELECT uid, sum(amount), coalesce(sum(amount) FILTER (WHERE kind IN ('grant', 'adjust')), 0), 1
    FROM credit_entries WHERE source = 'prepaid' GROUP BY uid
    ON CONFLICT (uid) DO UPDATE SET prepaid = excluded.prepaid, granted = excluded.granted`,
  sql`
    INSERT INTO credit_allowances (uid, cycle_start, used)
    SELECT uid, cycle_start, -sum(amount)
    FROM credit_entries WHERE source = 'included' GROUP BY uid, cycle_start`,
];

const byChannel = sql`
  coalesce(-sum(amount) FILTER (WHERE channel = 'app'), 0), coalesce(-sum(amount) FILTER (WHERE channel = 'api'), 0)`;

const usage = [
  sql`
    INSERT INTO credit_months (uid, month_start, app, api)
    SELECT uid, month_start, ${byChannel}
    FROM credit_entries WHERE channel IS NOT NULL GROUP BY uid, month_start`,
  sql`
    INSERT INTO credit_cycles (uid, cycle_start, cycle_end, app, api)
    SELECT uid, cycle_start, (array_agg(cycle_end ORDER BY at DESC))[1], ${byChannel}
    FROM credit_entries WHERE channel IS NOT NULL GROUP BY uid, cycle_start`,
];

const openReservations = (reservationMs: number) => sql`
  INSERT INTO credit_reservations (id, uid, source, channel, month_start, cycle_start, cycle_end, expires_at)
  SELECT operation_id, uid, source, channel, month_start, cycle_start, cycle_end,
    at + ${reservationMs}::int * interval '1 millisecond'
  FROM credit_entries AS entry WHERE kind = 'reserve' AND NOT EXISTS (
    SELECT FROM credit_entries AS closing
    WHERE closing.operation_id = entry.operation_id AND closing.kind IN ('settle', 'release', 'expire'))`;
