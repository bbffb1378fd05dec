import { and, eq, gt, lt } from "drizzle-orm";
import type { Database } from "../../storage/database.ts";
import { creditAccounts } from "../../storage/schema/index.ts";
import type { BillingPeriod } from "../calendar.ts";

/** What was changed about an account from outside the ledger, which Redis has to take over. */
export interface OutsideChanges {
  /** Sum of all grants and adjustments. */
  readonly granted: number;
  readonly revision: number;
  readonly period: BillingPeriod | null;
}

const accountsPerRound = 500;

export async function readChanges(db: Database, uid: string): Promise<OutsideChanges> {
  const [account] = await db.select().from(creditAccounts).where(eq(creditAccounts.uid, uid));
  if (account === undefined) return { granted: 0, revision: 0, period: null };
  const { granted, revision, periodStart, periodEnd } = account;
  const period =
    periodStart === null || periodEnd === null ? null : { startUnix: periodStart, endUnix: periodEnd };
  return { granted, revision, period };
}

/** Accounts with changes that Redis has not seen: the process that made them died before it could say so. */
export async function listUnsynced(db: Database): Promise<string[]> {
  const accounts = await db
    .select({ uid: creditAccounts.uid })
    .from(creditAccounts)
    .where(gt(creditAccounts.revision, creditAccounts.syncedRevision))
    .limit(accountsPerRound);
  return accounts.map(({ uid }) => uid);
}

export async function markSynced(db: Database, uid: string, revision: number): Promise<void> {
  await db
    .update(creditAccounts)
    .set({ syncedRevision: revision })
    .where(and(eq(creditAccounts.uid, uid), lt(creditAccounts.syncedRevision, revision)));
}
