import type { Database } from "../../storage/database.ts";
import type { CreditLedger } from "../ledger.ts";

/** A ledger under test. Time stands still until a test moves it. */
export interface LedgerUnderTest {
  readonly ledger: CreditLedger;
  readonly db: Database;
  readonly clock: TestClock;
  close(): Promise<void>;
}

export interface TestClock {
  now: Date;
}

export const reservationMs = 60_000;
