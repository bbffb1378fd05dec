import type { Database } from "../../storage/database.ts";
import { creditStream } from "../../storage/schema/index.ts";
import { type AccountState, readAccountState } from "../sql/account-state.ts";
import { holdName, monthName } from "./holds.ts";
import type { LedgerScripts } from "./scripts.ts";

interface LoadOptions {
  readonly db: Database;
  readonly scripts: LedgerScripts;
}

/**
 * Sets the account's counters in Redis to what the database and the undrained entries say together. While it runs no
 * entry can pass from the stream to the database, so each is counted in one of the two and in one only. Answers
 * `lost` when another epoch has begun.
 */
export async function loadAccount(
  { db, scripts }: LoadOptions,
  epoch: string,
  uid: string,
  when: "always" | "when missing",
): Promise<unknown> {
  return db.transaction(async (tx) => {
    const [stream] = await tx.select().from(creditStream).for("share");
    if (stream?.epoch !== epoch) return "lost";
    const state = await readAccountState(tx, uid);
    return scripts.load(epoch, uid, when, JSON.stringify(forRedis(state, stream.drainedId)));
  });
}

function forRedis(state: AccountState, drainedId: string) {
  const { prepaid, granted, revision, period, months, cycles, reservations } = state;
  return {
    drainedId,
    prepaid,
    granted,
    revision,
    period: period ?? undefined,
    months: months.map(({ monthStart, app, api }) => ({ name: monthName(monthStart), app, api })),
    cycles,
    holds: reservations.map(({ expiresAt, ...hold }) => ({
      name: holdName(hold),
      expiresAt: expiresAt.getTime(),
    })),
  };
}
