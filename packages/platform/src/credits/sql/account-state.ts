import { and, eq, inArray } from "drizzle-orm";
import type { Database } from "../../storage/database.ts";
import {
  creditAccounts,
  creditAllowances,
  creditCycles,
  creditKeyMonths,
  creditMonths,
  creditReservations,
} from "../../storage/schema/index.ts";
import type { BillingPeriod } from "../calendar.ts";
import type { ChannelUsage, CycleUsage } from "../ledger.ts";

/** Everything that the database's projections say about one account. */
export interface AccountState {
  readonly prepaid: number;
  readonly granted: number;
  readonly revision: number;
  readonly period: BillingPeriod | null;
  readonly months: readonly (ChannelUsage & { readonly monthStart: number })[];
  /** Newest first. */
  readonly cycles: readonly CycleUsage[];
  readonly keys: readonly (typeof creditKeyMonths.$inferSelect)[];
  readonly reservations: readonly (typeof creditReservations.$inferSelect)[];
}

/** Reads the account; one that was never heard of has nothing. */
export async function readAccountState(db: Database, uid: string): Promise<AccountState> {
  const [account] = await db.select().from(creditAccounts).where(eq(creditAccounts.uid, uid));
  const months = await db.select().from(creditMonths).where(eq(creditMonths.uid, uid));
  const keys = await db.select().from(creditKeyMonths).where(eq(creditKeyMonths.uid, uid));
  const reservations = await db.select().from(creditReservations).where(eq(creditReservations.uid, uid));
  return {
    prepaid: account?.prepaid ?? 0,
    granted: account?.granted ?? 0,
    revision: account?.revision ?? 0,
    period: periodOf(account),
    months,
    cycles: await readCycles(db, uid),
    keys,
    reservations,
  };
}

/** Reads the prepaid balances of many accounts with one query, in the order of `uids`. */
export async function readPrepaid(db: Database, uids: readonly string[]): Promise<number[]> {
  const { uid, prepaid } = creditAccounts;
  const rows = await db
    .select({ uid, prepaid })
    .from(creditAccounts)
    .where(inArray(uid, [...uids]));
  const balances = new Map(rows.map((row) => [row.uid, row.prepaid]));
  return uids.map((each) => balances.get(each) ?? 0);
}

function periodOf(account: typeof creditAccounts.$inferSelect | undefined): BillingPeriod | null {
  if (account === undefined || account.periodStart === null || account.periodEnd === null) return null;
  return { startUnix: account.periodStart, endUnix: account.periodEnd };
}

async function readCycles(db: Database, uid: string): Promise<CycleUsage[]> {
  const rows = await db
    .select({
      startUnix: creditCycles.cycleStart,
      endUnix: creditCycles.cycleEnd,
      app: creditCycles.app,
      api: creditCycles.api,
      included: creditAllowances.used,
    })
    .from(creditCycles)
    .leftJoin(
      creditAllowances,
      and(
        eq(creditAllowances.uid, creditCycles.uid),
        eq(creditAllowances.cycleStart, creditCycles.cycleStart),
      ),
    )
    .where(eq(creditCycles.uid, uid))
    .orderBy(creditCycles.cycleStart);
  return rows.map((row) => ({ ...row, included: row.included ?? 0 })).reverse();
}
