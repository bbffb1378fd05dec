import { sql } from "drizzle-orm";
import type { Database } from "../../storage/database.ts";
import { prepareStatement } from "./statement.ts";

/** Whoever deletes the reservation's row has closed it; everybody after finds none and changes nothing. */
const closed = sql`DELETE FROM credit_reservations WHERE id = ${sql.placeholder("id")} RETURNING *`;

/** One that was extended since it was seen to be expired stays. */
const givenUp = sql`
  DELETE FROM credit_reservations WHERE id = ${sql.placeholder("id")}
    AND (${sql.placeholder("kind")}::text <> 'expire' OR expires_at <= ${sql.placeholder("at")}::timestamptz)
  RETURNING *`;

const at = sql`${sql.placeholder("at")}::timestamptz`;

/** Keeps the credit of the reservation `id`: a row is answered when that closed it. */
export function prepareSettle(db: Database) {
  const entry = sql`
    INSERT INTO credit_entries
      (operation_id, kind, uid, source, amount, channel, key_id, month_start, cycle_start, cycle_end, at)
    SELECT id, 'settle', uid, source, 0, channel, key_id, month_start, cycle_start, cycle_end, ${at} FROM closed`;
  return prepareStatement(db, "credits_settle", { closed, entry }, { id: sql<string>`id` }, "closed");
}

/**
 * Gives back the credit of the reservation `id`; `kind` is `release` or `expire`. A row is answered when that closed
 * it. Rows are locked in the order in which a reservation locks them (allowance or balance, then the counters), so
 * that the two never wait for each other.
 */
export function prepareRelease(db: Database) {
  const parts = {
    closed: givenUp,
    allowance: sql`
      UPDATE credit_allowances AS allowance SET used = allowance.used - 1 FROM closed
      WHERE source = 'included' AND allowance.uid = closed.uid AND allowance.cycle_start = closed.cycle_start
      RETURNING closed.id`,
    balance: sql`
      UPDATE credit_accounts AS account SET prepaid = account.prepaid + 1 FROM closed
      WHERE source = 'prepaid' AND account.uid = closed.uid
      RETURNING closed.id`,
    returned: sql`
      SELECT * FROM closed WHERE id IN (SELECT id FROM allowance UNION ALL SELECT id FROM balance)`,
    months: sql`
      UPDATE credit_months AS total
      SET app = app - (channel = 'app')::int, api = api - (channel = 'api')::int FROM returned
      WHERE total.uid = returned.uid AND total.month_start = returned.month_start`,
    cycles: sql`
      UPDATE credit_cycles AS total
      SET app = app - (channel = 'app')::int, api = api - (channel = 'api')::int FROM returned
      WHERE total.uid = returned.uid AND total.cycle_start = returned.cycle_start`,
    keyMonths: sql`
      UPDATE credit_key_months AS total SET used = used - 1 FROM returned
      WHERE total.uid = returned.uid AND total.key_id = returned.key_id
        AND total.month_start = returned.month_start`,
    entry: sql`
      INSERT INTO credit_entries
        (operation_id, kind, uid, source, amount, channel, key_id, month_start, cycle_start, cycle_end, at)
      SELECT id, ${sql.placeholder("kind")}, uid, source, 1, channel, key_id, month_start, cycle_start, cycle_end, ${at}
      FROM returned`,
  };
  return prepareStatement(db, "credits_release", parts, { id: sql<string>`id` }, "returned");
}
