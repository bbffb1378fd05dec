import { randomUUID } from "node:crypto";
import { lt } from "drizzle-orm";
import type { Redis } from "ioredis";
import { PlatformError } from "../../errors.ts";
import { creditReservations, creditStream } from "../../storage/schema/index.ts";
import { monthOf } from "../calendar.ts";
import type {
  AccountCredits,
  CreditLedger,
  CreditSource,
  Reservation,
  ReservationRequest,
} from "../ledger.ts";
import { listAccounts, recount } from "../sql/recount.ts";
import type { LedgerOptions } from "../sql/sql-ledger.ts";
import { drainEntries } from "./drain.ts";
import { followEpochs } from "./epochs.ts";
import { holdName, monthName } from "./holds.ts";
import { loadAccount } from "./load-account.ts";
import { listUnsynced, markSynced, readChanges } from "./outside-changes.ts";
import { defineScripts } from "./scripts.ts";

const attempts = 10;
const expiredPerRound = 500;

/** How long after its expiry a reservation that is open in the database only is brought to Redis to be released. */
const orphanMs = 30_000;

type Charge = [source: CreditSource, cycleStart: number, cycleEnd: number, remaining: number];
type Counters = [
  prepaid: number,
  period: [] | [startUnix: number, endUnix: number],
  app: number,
  api: number,
  cycles: [startUnix: number, endUnix: number, app: number, api: number, included: number][],
];

/** The ledger whose live counters are in Redis; the entries follow to the database within a round of maintenance. */
export function openRedisLedger(options: LedgerOptions & { readonly redis: Redis }): CreditLedger {
  const { db, redis, reservationMs, now } = options;
  const scripts = defineScripts(redis);
  const epochs = followEpochs({ db, redis, scripts, reservationMs });
  const load = (epoch: string, uid: string) => loadAccount({ db, scripts }, epoch, uid, "when missing");

  /** Runs a step until the epoch is agreed on and the account is loaded. A step that needs either changes nothing. */
  const inEpoch = async (step: (epoch: string) => Promise<unknown>, uid?: string): Promise<unknown> => {
    for (let attempt = 0; attempt < attempts; attempt++) {
      const epoch = await epochs.current();
      let reply = await step(epoch);
      if (reply === "unloaded" && uid !== undefined) reply = await load(epoch, uid);
      else if (reply !== "lost") return reply;
      if (reply === "lost") epochs.forget();
    }
    throw new PlatformError("StorageUnavailable", "Redis keeps losing its counters", {
      retryAfterSeconds: 5,
    });
  };

  const close = async (reservation: Reservation, kind: "settle" | "release"): Promise<boolean> => {
    const { uid } = reservation;
    const amount = kind === "release" ? 1 : 0;
    const step = (epoch: string) =>
      scripts.close(epoch, uid, holdName(reservation), kind, amount, now().getTime());
    return (await inEpoch(step, uid)) === "closed";
  };

  const ledger: CreditLedger = {
    async reserve({ uid, channel, membership, includedCredits }: ReservationRequest): Promise<Reservation> {
      const id = randomUUID();
      const at = now();
      const { startUnix, endUnix } = monthOf(at);
      const month = monthName(startUnix);
      const expiry = at.getTime() + reservationMs;
      const request = [
        uid,
        id,
        channel,
        membership,
        includedCredits,
        month,
        startUnix,
        endUnix,
        at.getTime(),
        expiry,
      ];
      const reply = await inEpoch((epoch) => scripts.reserve(epoch, ...request), uid);
      if (reply === "insufficient")
        throw new PlatformError("InsufficientCredits", "The account has no credits left");
      const [source, cycleStart, cycleEnd, remaining] = reply as Charge;
      return { id, uid, channel, source, monthStart: startUnix, cycleStart, cycleEnd, remaining };
    },

    settle: (reservation) => close(reservation, "settle"),
    release: (reservation) => close(reservation, "release"),

    async read(uid: string, monthStart: number): Promise<AccountCredits> {
      const reply = await inEpoch((epoch) => scripts.read(epoch, uid, monthName(monthStart)), uid);
      const [prepaidCredits, [startUnix, endUnix], app, api, cycles] = reply as Counters;
      return {
        prepaidCredits,
        billingPeriod: startUnix === undefined || endUnix === undefined ? null : { startUnix, endUnix },
        month: { app, api },
        cycles: cycles
          .map(([startUnix, endUnix, app, api, included]) => ({ startUnix, endUnix, app, api, included }))
          .sort((a, b) => b.startUnix - a.startUnix),
      };
    },

    async refresh(uid: string): Promise<void> {
      const { granted, revision, period } = await readChanges(db, uid);
      // An account that is not loaded gets the change with everything else when it is.
      await inEpoch((epoch) =>
        scripts.refresh(epoch, uid, granted, revision, period?.startUnix ?? "", period?.endUnix ?? ""),
      );
      await markSynced(db, uid, revision);
    },

    async maintain(): Promise<void> {
      await inEpoch((epoch) => scripts.expire(epoch, now().getTime(), expiredPerRound));
      for (const uid of await listUnsynced(db)) await ledger.refresh(uid);
      await inEpoch((epoch) => drainEntries({ db, redis, reservationMs }, epoch));
      await loadOrphans();
    },

    async rebuild(): Promise<number> {
      await inEpoch((epoch) => drainEntries({ db, redis, reservationMs }, epoch));
      await inEpoch((epoch) =>
        db.transaction(async (tx) => {
          const [stream] = await tx.select().from(creditStream).for("update");
          if (stream?.epoch !== epoch) return "lost";
          await recount(tx, reservationMs);
        }),
      );
      const accounts = await listAccounts(db);
      for (const uid of accounts)
        await inEpoch((epoch) => loadAccount({ db, scripts }, epoch, uid, "always"));
      return accounts.length;
    },
  };

  /** Reservations that were open when Redis lost its counters, of accounts that nobody has used since. */
  const loadOrphans = async (): Promise<void> => {
    const orphans = await db
      .selectDistinct({ uid: creditReservations.uid })
      .from(creditReservations)
      .where(lt(creditReservations.expiresAt, new Date(now().getTime() - orphanMs)))
      .limit(expiredPerRound);
    for (const { uid } of orphans) await inEpoch((epoch) => load(epoch, uid));
  };

  return ledger;
}
