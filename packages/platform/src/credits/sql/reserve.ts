import { type SQL, sql } from "drizzle-orm";
import type { Database } from "../../storage/database.ts";
import type { CreditSource } from "../ledger.ts";
import { prepareStatement } from "./statement.ts";

/**
 * Takes one credit in one statement; no row is answered when there is none to take. The guards are the two WHERE
 * clauses: `included` takes of the cycle's allowance, and only where it took nothing `prepaid` takes of the balance.
 * PostgreSQL judges both on the newest version of the row they lock, so no credit is taken twice. Where that would be more
 * than the key may spend, the check of `credit_key_months` fails, and the whole statement with it.
 */
export function prepareReserve(db: Database) {
  return prepareStatement(
    db,
    "credits_reserve",
    { request, cycle, included, prepaid, charge, ...recorded },
    answer,
    "charge",
  );
}

const request = sql`
  SELECT ${sql.placeholder("id")}::text AS id,
    ${sql.placeholder("uid")}::text AS uid,
    ${sql.placeholder("channel")}::text AS channel,
    ${sql.placeholder("keyId")}::text AS key_id,
    ${sql.placeholder("keyLimit")}::int AS key_limit,
    ${sql.placeholder("includedCredits")}::int AS included_credits,
    ${sql.placeholder("monthStart")}::bigint AS month_start,
    ${sql.placeholder("monthEnd")}::bigint AS month_end,
    ${sql.placeholder("at")}::timestamptz AS at,
    ${sql.placeholder("expiresAt")}::timestamptz AS expires_at`;

const cycle = sql`
  SELECT coalesce(account.period_start, month_start) AS cycle_start,
    coalesce(account.period_end, month_end) AS cycle_end,
    greatest(coalesce(account.prepaid, 0), 0) AS prepaid
  FROM request LEFT JOIN credit_accounts AS account ON account.uid = request.uid`;

const included = sql`
  INSERT INTO credit_allowances AS allowance (uid, cycle_start, used)
  SELECT uid, cycle_start, 1 FROM request, cycle WHERE included_credits > 0
  ON CONFLICT (uid, cycle_start) DO UPDATE SET used = allowance.used + 1
    WHERE allowance.used < (SELECT included_credits FROM request)
  RETURNING used`;

const prepaid = sql`
  UPDATE credit_accounts SET prepaid = prepaid - 1
  WHERE uid = (SELECT uid FROM request) AND prepaid > 0 AND NOT EXISTS (SELECT FROM included)
  RETURNING prepaid`;

const charge = sql`
  SELECT request.*, cycle_start, cycle_end, 'included' AS source, included_credits - used + cycle.prepaid AS remaining
  FROM request, cycle, included
  UNION ALL
  SELECT request.*, cycle_start, cycle_end, 'prepaid', prepaid.prepaid
  FROM request, cycle, prepaid`;

const recorded: Record<string, SQL> = {
  months: sql`
    INSERT INTO credit_months AS total (uid, month_start, app, api)
    SELECT uid, month_start, (channel = 'app')::int, (channel = 'api')::int FROM charge
    ON CONFLICT (uid, month_start) DO UPDATE SET app = total.app + excluded.app, api = total.api + excluded.api`,
  cycles: sql`
    INSERT INTO credit_cycles AS total (uid, cycle_start, cycle_end, app, api)
    SELECT uid, cycle_start, cycle_end, (channel = 'app')::int, (channel = 'api')::int FROM charge
    ON CONFLICT (uid, cycle_start) DO UPDATE
      SET cycle_end = greatest(total.cycle_end, excluded.cycle_end), app = total.app + excluded.app, api = total.api + excluded.api`,
  keyMonths: sql`
    INSERT INTO credit_key_months AS total (uid, key_id, month_start, used, most)
    SELECT uid, key_id, month_start, 1, key_limit FROM charge WHERE key_id IS NOT NULL
    ON CONFLICT (uid, key_id, month_start) DO UPDATE SET used = total.used + 1, most = excluded.most`,
  reservation: sql`
    INSERT INTO credit_reservations
      (id, uid, source, channel, key_id, month_start, cycle_start, cycle_end, expires_at)
    SELECT id, uid, source, channel, key_id, month_start, cycle_start, cycle_end, expires_at FROM charge`,
  entry: sql`
    INSERT INTO credit_entries
      (operation_id, kind, uid, source, amount, channel, key_id, month_start, cycle_start, cycle_end, at)
    SELECT id, 'reserve', uid, source, -1, channel, key_id, month_start, cycle_start, cycle_end, at FROM charge`,
};

const answer = {
  source: sql<CreditSource>`source`,
  cycleStart: sql`cycle_start`.mapWith(Number),
  cycleEnd: sql`cycle_end`.mapWith(Number),
  remaining: sql`remaining`.mapWith(Number),
};
