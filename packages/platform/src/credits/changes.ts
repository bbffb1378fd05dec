import { sql } from "drizzle-orm";
import type { Database } from "../storage/database.ts";
import type { BillingPeriod } from "./calendar.ts";

/** A database, or a transaction of it. */
export type Executor = Pick<Database, "execute">;

export interface Grant {
  /** Names what was paid for: the same id is never granted twice. */
  readonly id: string;
  readonly uid: string;
  /** An integer > 0; of an adjustment any but 0. */
  readonly credits: number;
  readonly at: Date;
}

/** Adds prepaid credits. False when the grant with this id was made before: nothing changes. */
export async function grantPrepaid(
  db: Executor,
  { id, uid, credits, at }: Grant,
  kind: "grant" | "adjust" = "grant",
): Promise<boolean> {
  const { rows } = await db.execute(sql`
    WITH entry AS (
      INSERT INTO credit_entries (operation_id, kind, uid, source, amount, at)
      VALUES (${id}, ${kind}, ${uid}, 'prepaid', ${credits}::int, ${at.toISOString()}::timestamptz)
      ON CONFLICT DO NOTHING RETURNING uid, amount
    )
    INSERT INTO credit_accounts AS account (uid, prepaid, granted, revision)
    SELECT uid, amount, amount, 1 FROM entry
    ON CONFLICT (uid) DO UPDATE
    SET prepaid = account.prepaid + excluded.prepaid, granted = account.granted + excluded.granted,
      revision = account.revision + 1
    RETURNING uid`);
  return rows.length > 0;
}

export interface Adjustment extends Grant {
  /** The revision of the account that the amount was worked out from. */
  readonly revision: number;
}

/**
 * Changes the prepaid balance by `credits`, an integer ≠ 0 that may be negative. False when the account was changed
 * from outside since `revision`: nothing changes, and the amount must be worked out again.
 */
export async function adjustPrepaid(db: Executor, change: Adjustment): Promise<boolean> {
  const { id, uid, credits, at, revision } = change;
  const { rows } = await db.execute(sql`
    WITH account AS (
      UPDATE credit_accounts
      SET prepaid = prepaid + ${credits}::int, granted = granted + ${credits}::int, revision = revision + 1
      WHERE uid = ${uid} AND revision = ${revision} RETURNING uid
    )
    INSERT INTO credit_entries (operation_id, kind, uid, source, amount, at)
    SELECT ${id}, 'adjust', uid, 'prepaid', ${credits}::int, ${at.toISOString()}::timestamptz FROM account
    RETURNING operation_id`);
  return rows.length > 0;
}

/** Counts the changes made to the account from outside; an account never heard of is written down with 0. */
export async function readRevision(db: Executor, uid: string): Promise<number> {
  const { rows } = await db.execute<{ revision: number }>(sql`
    INSERT INTO credit_accounts AS account (uid) VALUES (${uid})
    ON CONFLICT (uid) DO UPDATE SET uid = account.uid RETURNING revision`);
  return rows[0]!.revision;
}

/** Sets the billing period that the included credits run by; null = UTC calendar months. */
export async function setBillingPeriod(
  db: Executor,
  uid: string,
  period: BillingPeriod | null,
): Promise<void> {
  await db.execute(sql`
    INSERT INTO credit_accounts AS account (uid, period_start, period_end, revision)
    VALUES (${uid}, ${period?.startUnix ?? null}::bigint, ${period?.endUnix ?? null}::bigint, 1)
    ON CONFLICT (uid) DO UPDATE
    SET period_start = excluded.period_start, period_end = excluded.period_end, revision = account.revision + 1`);
}
