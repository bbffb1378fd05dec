import { randomUUID } from "node:crypto";
import { PlatformError } from "../errors.ts";
import type { Database } from "../storage/database.ts";
import type { BillingPeriod } from "./calendar.ts";
import { adjustPrepaid, grantPrepaid, readRevision, setBillingPeriod } from "./changes.ts";
import type { CreditLedger } from "./ledger.ts";

/** What an administrator may do to an account's credits; takes effect with the next request. */
export interface CreditAdministration {
  /** Adds prepaid credits once for each `id`; false when that was done before. `credits` is an integer > 0. */
  grant(id: string, uid: string, credits: number): Promise<boolean>;
  /** Makes the prepaid balance exactly `credits`, an integer ≥ 0. */
  setPrepaid(uid: string, credits: number): Promise<void>;
  /** Runs the included credits by `period`; null = by UTC calendar month. */
  setPeriod(uid: string, period: BillingPeriod | null): Promise<void>;
}

/** How often a balance is worked out again that others keep changing at the same time. */
const attempts = 20;

/** Changes are written to the database first; should the process die before the ledger hears, maintenance tells it. */
export function administerCredits(db: Database, ledger: CreditLedger, now: () => Date): CreditAdministration {
  return {
    async grant(id: string, uid: string, credits: number): Promise<boolean> {
      const granted = await grantPrepaid(db, { id, uid, credits, at: now() });
      await ledger.refresh(uid);
      return granted;
    },

    async setPrepaid(uid: string, credits: number): Promise<void> {
      for (let attempt = 0; attempt < attempts; attempt++) {
        const revision = await readRevision(db, uid);
        await ledger.refresh(uid);
        const { prepaidCredits } = await ledger.read(uid, 0);
        const change = { id: randomUUID(), uid, credits: credits - prepaidCredits, at: now(), revision };
        if (change.credits === 0) return;
        if (await adjustPrepaid(db, change)) return ledger.refresh(uid);
      }
      throw new PlatformError(
        "StorageUnavailable",
        "The account's credits are being changed by others; try again",
        {
          retryAfterSeconds: 1,
        },
      );
    },

    async setPeriod(uid: string, period: BillingPeriod | null): Promise<void> {
      await setBillingPeriod(db, uid, period);
      await ledger.refresh(uid);
    },
  };
}
