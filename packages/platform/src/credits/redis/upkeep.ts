import { lt } from "drizzle-orm";
import { creditReservations, creditStream } from "../../storage/schema/index.ts";
import { accountsWithCredits, recount } from "../sql/recount.ts";
import type { RedisCounters } from "./counters.ts";
import { drainEntries } from "./drain.ts";
import { loadAccount } from "./load-account.ts";
import { listUnsynced, markSynced, readChanges } from "./outside-changes.ts";

const expiredPerRound = 500;

/** How long after its expiry a reservation that is open in the database only is brought to Redis to be released. */
const orphanMs = 30_000;

/** Takes over what was changed in the database. An account that is not loaded is: only then has Redis surely seen it. */
export async function refresh({ db, scripts, inEpoch }: RedisCounters, uid: string): Promise<void> {
  const { granted, revision, period } = await readChanges(db, uid);
  const [start, end] = period ? [period.startUnix, period.endUnix] : ["", ""];
  await inEpoch((epoch) => scripts.refresh(epoch, uid, granted, revision, start, end), uid);
  await markSynced(db, uid, revision);
}

export async function maintain(counters: RedisCounters): Promise<void> {
  const { db, now, scripts, inEpoch } = counters;
  await inEpoch((epoch) => scripts.expire(epoch, now().getTime(), expiredPerRound));
  for (const uid of await listUnsynced(db)) await refresh(counters, uid);
  await inEpoch((epoch) => drainEntries(counters, epoch));
  await loadOrphans(counters);
}

/** Reservations that were open when Redis lost its counters, of accounts that nobody has used since. */
async function loadOrphans(counters: RedisCounters): Promise<void> {
  const orphans = await counters.db
    .selectDistinct({ uid: creditReservations.uid })
    .from(creditReservations)
    .where(lt(creditReservations.expiresAt, new Date(counters.now().getTime() - orphanMs)))
    .limit(expiredPerRound);
  for (const { uid } of orphans) {
    await counters.inEpoch((epoch) => loadAccount(counters, epoch, uid, "when missing"));
  }
}

export async function rebuild(counters: RedisCounters): Promise<number> {
  const { db, reservationMs, inEpoch } = counters;
  await inEpoch((epoch) => drainEntries(counters, epoch));
  await inEpoch((epoch) =>
    db.transaction(async (tx) => {
      const [stream] = await tx.select().from(creditStream).for("update");
      if (stream?.epoch !== epoch) return "lost";
      await recount(tx, reservationMs);
      return "counted";
    }),
  );
  const accounts = await accountsWithCredits(db);
  for (const uid of accounts) await inEpoch((epoch) => loadAccount(counters, epoch, uid, "always"));
  return accounts.length;
}
