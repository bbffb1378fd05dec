import { describe } from "vitest";
import type { Storage } from "../../storage/database.ts";
import { openTestDatabase, openTestServerDatabase } from "../../testing/database.ts";
import { describeWith } from "../../testing/services.ts";
import { describeLedgerContract } from "../testing/ledger-contract.ts";
import { type LedgerUnderTest, reservationMs } from "../testing/ledger-under-test.ts";
import { openSqlLedger } from "./sql-ledger.ts";

async function open(storage: Storage): Promise<LedgerUnderTest> {
  const clock = { now: new Date() };
  const ledger = await openSqlLedger({ db: storage.db, reservationMs, now: () => clock.now });
  return { ledger, db: storage.db, clock, close: storage.close };
}

describe("the ledger in the embedded database", () => {
  describeLedgerContract({ open: async () => open(await openTestDatabase()), concurrent: false });
});

describeWith("PostgreSQL", "the ledger in the database", (url) => {
  describeLedgerContract({ open: async () => open(await openTestServerDatabase(url)), concurrent: true });
});
