import { sql } from "drizzle-orm";
import type { Executor } from "../changes.ts";

/** A message of the stream as Redis answers it: its id, and fields as name, value, name, value. */
export type StreamMessage = [id: string, fields: string[]];

/**
 * Writes the stream's entries to the database and moves the projections by those that are new there; an entry that is
 * known already changes nothing. One statement.
 */
export async function insertEntries(
  db: Executor,
  messages: StreamMessage[],
  reservationMs: number,
): Promise<void> {
  if (messages.length === 0) return;
  const entries = `[${messages.map(([, [, , , entry]]) => entry).join(",")}]`;
  await db.execute(sql`
    WITH arrived AS (
      INSERT INTO credit_entries
        (operation_id, kind, uid, source, amount, channel, key_id, month_start, cycle_start, cycle_end, at)
      SELECT operation_id, kind, uid, source, amount, channel, key_id, month_start, cycle_start, cycle_end,
        to_timestamp(at / 1000.0)
      FROM jsonb_to_recordset(${entries}::jsonb) AS entry (operation_id text, kind text, uid text, source text,
        amount int, channel text, key_id text, month_start bigint, cycle_start bigint, cycle_end bigint, at bigint)
      ON CONFLICT DO NOTHING
      RETURNING *, (channel = 'app')::int * -amount AS app, (channel = 'api')::int * -amount AS api
    ), allowances AS (
      INSERT INTO credit_allowances AS allowance (uid, cycle_start, used)
      SELECT uid, cycle_start, -sum(amount) FROM arrived WHERE source = 'included' GROUP BY uid, cycle_start
      ON CONFLICT (uid, cycle_start) DO UPDATE SET used = allowance.used + excluded.used
    ), balances AS (
      UPDATE credit_accounts AS account SET prepaid = account.prepaid + change.amount
      FROM (SELECT uid, sum(amount) AS amount FROM arrived WHERE source = 'prepaid' GROUP BY uid) AS change
      WHERE account.uid = change.uid
    ), months AS (
      INSERT INTO credit_months AS total (uid, month_start, app, api)
      SELECT uid, month_start, sum(app), sum(api) FROM arrived GROUP BY uid, month_start
      ON CONFLICT (uid, month_start) DO UPDATE SET app = total.app + excluded.app, api = total.api + excluded.api
    ), cycles AS (
      INSERT INTO credit_cycles AS total (uid, cycle_start, cycle_end, app, api)
      SELECT uid, cycle_start, max(cycle_end), sum(app), sum(api)
      FROM arrived GROUP BY uid, cycle_start
      ON CONFLICT (uid, cycle_start) DO UPDATE
      SET cycle_end = greatest(total.cycle_end, excluded.cycle_end), app = total.app + excluded.app, api = total.api + excluded.api
    ), key_months AS (
      INSERT INTO credit_key_months AS total (uid, key_id, month_start, used)
      SELECT uid, key_id, month_start, -sum(amount)
      FROM arrived WHERE key_id IS NOT NULL GROUP BY uid, key_id, month_start
      ON CONFLICT (uid, key_id, month_start) DO UPDATE SET used = total.used + excluded.used, most = NULL
    ), closed AS (
      DELETE FROM credit_reservations WHERE id IN (SELECT operation_id FROM arrived WHERE kind <> 'reserve')
    )
    INSERT INTO credit_reservations
      (id, uid, source, channel, key_id, month_start, cycle_start, cycle_end, expires_at)
    SELECT operation_id, uid, source, channel, key_id, month_start, cycle_start, cycle_end,
      at + ${reservationMs}::int * interval '1 millisecond'
    FROM arrived WHERE kind = 'reserve' AND operation_id NOT IN (SELECT operation_id FROM arrived WHERE kind <> 'reserve')`);
}
