import { randomUUID } from "node:crypto";
import { PlatformError } from "../errors.ts";
import type { Database } from "../storage/database.ts";
import type { BillingPeriod } from "./calendar.ts";
import { adjustPrepaid, grantPrepaid, readRevision, setBillingPeriod } from "./changes.ts";
import type { CreditLedger } from "./ledger.ts";

/** What an administrator sets of an account's credits. */
export interface CreditChange {
  /** The whole prepaid balance, an integer ≥ 0. */
  readonly prepaidCredits?: number | undefined;
  /** Unix seconds; null = the included credits run by UTC calendar month. */
  readonly billingPeriod?: BillingPeriod | null | undefined;
}

/** What can be set of an account's credits, as it is. */
export interface CreditStanding {
  readonly prepaidCredits: number;
  readonly billingPeriod: BillingPeriod | null;
}

/** What an administrator may do to an account's credits; takes effect with the next request. */
export interface CreditAdministration {
  /** Adds prepaid credits once for each `id`; false when that was done before. `credits` is an integer > 0. */
  grant(id: string, uid: string, credits: number): Promise<boolean>;
  /**
   * Sets what is given.
   *
   * @param alongside what else is changed in the same transaction, or neither; gets what the account had. May run more than
   *   once, as a balance that others change meanwhile is worked out again
   */
  set(
    uid: string,
    change: CreditChange,
    alongside?: (transaction: Database, before: CreditStanding) => Promise<void>,
  ): Promise<void>;
  /** Tells the ledger what was changed in the database. */
  refresh(uid: string): Promise<void>;
}

/** How often a balance is worked out again that others keep changing at the same time. */
const attempts = 20;

/** Changes are written to the database first; should the process die before the ledger hears, maintenance tells it. */
export function administerCredits(db: Database, ledger: CreditLedger, now: () => Date): CreditAdministration {
  const refresh = (uid: string) => ledger.refresh(uid);
  return {
    refresh,

    async grant(id: string, uid: string, credits: number): Promise<boolean> {
      const granted = await grantPrepaid(db, { id, uid, credits, at: now() });
      await refresh(uid);
      return granted;
    },

    async set(uid, { prepaidCredits, billingPeriod }, alongside = async () => {}) {
      for (let attempt = 0; attempt < attempts; attempt++) {
        const revision = await readRevision(db, uid);
        await refresh(uid);
        const before = await ledger.read(uid, 0);
        const credits = (prepaidCredits ?? before.prepaidCredits) - before.prepaidCredits;
        const change = { id: randomUUID(), uid, credits, at: now(), revision };
        try {
          await db.transaction(async (tx) => {
            await alongside(tx, before);
            if (credits !== 0 && !(await adjustPrepaid(tx, change))) throw new ChangedMeanwhile();
            if (billingPeriod !== undefined) await setBillingPeriod(tx, uid, billingPeriod);
          });
        } catch (error) {
          if (error instanceof ChangedMeanwhile) continue;
          throw error;
        }
        return refresh(uid);
      }
      const message = "The account's credits are being changed by others; try again";
      throw new PlatformError("StorageUnavailable", message, { retryAfterSeconds: 1 });
    },
  };
}

class ChangedMeanwhile extends Error {}
