import { randomUUID } from "node:crypto";
import { eq, lte } from "drizzle-orm";
import type { Database } from "../../storage/database.ts";
import { creditReservations, creditStream } from "../../storage/schema/index.ts";
import { withStorageErrors } from "../../storage/unavailable.ts";
import { isCheckViolation } from "../../storage/violations.ts";
import { monthOf } from "../calendar.ts";
import type { AccountCredits, CreditLedger, Reservation, ReservationRequest } from "../ledger.ts";
import { keyLimitReached, noCredits } from "../refusals.ts";
import { readAccountState, readPrepaid } from "./account-state.ts";
import { prepareRelease, prepareSettle } from "./close.ts";
import { accountsWithCredits, recount } from "./recount.ts";
import { prepareReserve } from "./reserve.ts";
import { hasSettled } from "./settled.ts";

export interface LedgerOptions {
  readonly db: Database;
  /** How long a reservation lives that nobody settles or releases. */
  readonly reservationMs: number;
  readonly now: () => Date;
}

/** What `credit_stream` says while the database itself keeps the live counters. */
const keptInDatabase = "sql";

/** How many expired reservations one round of maintenance releases. */
const expiredPerRound = 500;

/** The ledger whose live counters are the database's own rows. */
export async function openSqlLedger({ db, reservationMs, now }: LedgerOptions): Promise<CreditLedger> {
  const reserve = prepareReserve(db);
  const settle = prepareSettle(db);
  const release = prepareRelease(db);
  await takeOver(db);

  const close = async (id: string, kind: "release" | "expire"): Promise<boolean> =>
    (await release.execute({ id, kind, at: now().toISOString() })).length > 0;

  return withStorageErrors<CreditLedger>({
    async reserve({ uid, channel, key, plan }: ReservationRequest): Promise<Reservation> {
      const id = randomUUID();
      const at = now();
      const month = monthOf(at);
      const [charge] = await reserve
        .execute({
          id,
          uid,
          channel,
          keyId: key?.id ?? null,
          keyLimit: key?.monthlyLimit ?? null,
          includedCredits: plan.includedCredits,
          monthStart: month.startUnix,
          monthEnd: month.endUnix,
          at: at.toISOString(),
          expiresAt: new Date(at.getTime() + reservationMs).toISOString(),
        })
        .catch((error: unknown) => {
          throw isCheckViolation(error, "credit_key_months_limit") ? keyLimitReached(at) : error;
        });
      if (charge === undefined) throw noCredits();
      return { id, uid, channel, ...(key && { keyId: key.id }), monthStart: month.startUnix, ...charge };
    },

    async settle({ id }: Reservation): Promise<boolean> {
      return (await settle.execute({ id, at: now().toISOString() })).length > 0;
    },

    release: ({ id }: Reservation) => close(id, "release"),

    isSettled: ({ id }: Reservation) => hasSettled(db, id),

    async extend({ id }: Reservation): Promise<boolean> {
      const extended = await db
        .update(creditReservations)
        .set({ expiresAt: new Date(now().getTime() + reservationMs) })
        .where(eq(creditReservations.id, id))
        .returning({ id: creditReservations.id });
      return extended.length > 0;
    },

    async read(uid: string, monthStart: number): Promise<AccountCredits> {
      const { prepaid, period, months, cycles } = await readAccountState(db, uid);
      const month = months.find((usage) => usage.monthStart === monthStart);
      return {
        prepaidCredits: prepaid,
        billingPeriod: period,
        month: { app: month?.app ?? 0, api: month?.api ?? 0 },
        cycles,
      };
    },

    readPrepaid: (uids) => readPrepaid(db, uids),

    // The rows that a change touches are the ones that every reservation reads.
    async refresh(): Promise<void> {},

    async maintain(): Promise<void> {
      const expired = await db
        .select({ id: creditReservations.id })
        .from(creditReservations)
        .where(lte(creditReservations.expiresAt, now()))
        .orderBy(creditReservations.expiresAt)
        .limit(expiredPerRound);
      for (const { id } of expired) await close(id, "expire");
    },

    async rebuild(): Promise<number> {
      await db.transaction((transaction) => recount(transaction, reservationMs));
      return (await accountsWithCredits(db)).length;
    },
  });
}

/** Notes that counters in any Redis are out of date from now on; a process with Redis counts anew before it goes on. */
async function takeOver(db: Database): Promise<void> {
  await db
    .insert(creditStream)
    .values({ epoch: keptInDatabase, drainedId: "" })
    .onConflictDoUpdate({ target: creditStream.id, set: { epoch: keptInDatabase, drainedId: "" } });
}
