import type { Redis } from "ioredis";
import type { Log } from "../log.ts";
import type { Database } from "../storage/database.ts";
import { withStorageErrors } from "../storage/unavailable.ts";
import { administerCredits, type CreditAdministration } from "./administration.ts";
import type { CreditLedger } from "./ledger.ts";
import { keepMaintained } from "./maintenance.ts";
import { openRedisLedger } from "./redis/redis-ledger.ts";
import { openSqlLedger } from "./sql/sql-ledger.ts";

export interface CreditsOptions {
  readonly db: Database;
  /** Keeps the live counters where it is given; else the database does. */
  readonly redis?: Redis | undefined;
  readonly now: () => Date;
  readonly log: Log;
}

export interface Credits {
  readonly ledger: CreditLedger;
  readonly administration: CreditAdministration;
  /** Ends maintenance with a last round. The database and Redis stay open: they are the caller's. */
  close(): Promise<void>;
}

/** After it what a killed process had reserved comes back; while it lives it extends its reservations. */
export const reservationMs = 5 * 60_000;

/** With Redis this is also how far the database may lag behind. */
const maintainEveryMs = { redis: 500, sql: 5_000 };

export async function openCredits({ db, redis, now, log }: CreditsOptions): Promise<Credits> {
  const options = { db, reservationMs, now };
  const ledger = redis ? openRedisLedger({ ...options, redis }) : await openSqlLedger(options);
  const maintenance = keepMaintained(ledger, redis ? maintainEveryMs.redis : maintainEveryMs.sql, log);
  return {
    ledger,
    administration: withStorageErrors(administerCredits(db, ledger, now)),
    close: () => maintenance.stop(),
  };
}
