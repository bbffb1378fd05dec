import { PlatformError } from "../../errors.ts";
import type { Database } from "../../storage/database.ts";
import { creditStream } from "../../storage/schema/index.ts";
import { type AccountState, readAccountState } from "../sql/account-state.ts";
import { holdName, monthName } from "./holds.ts";
import type { LedgerScripts } from "./scripts.ts";

interface LoadOptions {
  readonly db: Database;
  readonly scripts: LedgerScripts;
}

const attempts = 10;

/**
 * Sets the account's counters in Redis to what the database and the undrained entries say together. Answers `lost` when
 * another epoch has begun.
 */
export async function loadAccount(
  options: LoadOptions,
  epoch: string,
  uid: string,
  when: "always" | "when missing",
): Promise<unknown> {
  for (let attempt = 0; attempt < attempts; attempt++) {
    const reply = await loadOnce(options, epoch, uid, when);
    if (reply !== "outdated") return reply;
  }
  throw new PlatformError("StorageUnavailable", "The account is being changed by others; try again", {
    retryAfterSeconds: 1,
  });
}

/**
 * While it runs no entry can pass from the stream to the database, so each is counted in one of the two and in one only.
 * A change from outside can still overtake it and be in Redis already: then the answer is `outdated`.
 */
async function loadOnce(
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
  const { prepaid, granted, revision, period, months, cycles, keys, reservations } = state;
  return {
    drainedId,
    prepaid,
    granted,
    revision,
    period: period ?? undefined,
    months: months.map(({ monthStart, app, api }) => ({ name: monthName(monthStart), app, api })),
    cycles,
    keys: keys.map(({ keyId, monthStart, used }) => ({ name: `${keyId}:${monthName(monthStart)}`, used })),
    holds: reservations.map(({ expiresAt, keyId, ...hold }) => ({
      name: holdName({ ...hold, ...(keyId !== null && { keyId }) }),
      expiresAt: expiresAt.getTime(),
    })),
  };
}
