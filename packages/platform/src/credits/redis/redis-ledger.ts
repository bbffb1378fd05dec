import { randomUUID } from "node:crypto";
import { withStorageErrors } from "../../storage/unavailable.ts";
import { monthOf } from "../calendar.ts";
import type {
  AccountCredits,
  CreditLedger,
  CreditSource,
  Reservation,
  ReservationRequest,
} from "../ledger.ts";
import { keyLimitReached, noCredits } from "../refusals.ts";
import { readPrepaid as readStoredPrepaid } from "../sql/account-state.ts";
import { hasSettled } from "../sql/settled.ts";
import { openCounters, type RedisCounters, type RedisLedgerOptions } from "./counters.ts";
import { holdName, monthName } from "./holds.ts";
import type { StreamMessage } from "./insert-entries.ts";
import { maintain, rebuild, refresh } from "./upkeep.ts";

type Charge = [source: CreditSource, cycleStart: number, cycleEnd: number, remaining: number];
type Standing = [
  prepaid: number,
  period: [] | [startUnix: number, endUnix: number],
  app: number,
  api: number,
  cycles: [startUnix: number, endUnix: number, app: number, api: number, included: number][],
];

/** The ledger whose live counters are in Redis; the entries follow to the database within a round of maintenance. */
export function openRedisLedger(options: RedisLedgerOptions): CreditLedger {
  const counters = openCounters(options);
  return withStorageErrors<CreditLedger>({
    reserve: (request) => reserve(counters, request),
    settle: (reservation) => close(counters, reservation, "settle"),
    release: (reservation) => close(counters, reservation, "release"),
    isSettled: (reservation) => isSettled(counters, reservation),
    extend: (reservation) => extend(counters, reservation),
    read: (uid, monthStart) => read(counters, uid, monthStart),
    readPrepaid: (uids) => readPrepaid(counters, uids),
    refresh: (uid) => refresh(counters, uid),
    maintain: () => maintain(counters),
    rebuild: () => rebuild(counters),
  });
}

async function reserve(
  counters: RedisCounters,
  { uid, channel, key, plan }: ReservationRequest,
): Promise<Reservation> {
  const id = randomUUID();
  const at = counters.now();
  const { startUnix, endUnix } = monthOf(at);
  const image = [uid, id, channel, plan.label, plan.includedCredits];
  const month = [monthName(startUnix), startUnix, endUnix];
  const times = [at.getTime(), at.getTime() + counters.reservationMs];
  const limit = [key?.id ?? "", key?.monthlyLimit ?? ""];
  const step = (epoch: string) => counters.scripts.reserve(epoch, ...image, ...month, ...times, ...limit);
  const reply = await counters.inEpoch(step, uid);
  if (reply === "insufficient") throw noCredits();
  if (reply === "key limit") throw keyLimitReached(at);
  const [source, cycleStart, cycleEnd, remaining] = reply as Charge;
  const cycle = { monthStart: startUnix, cycleStart, cycleEnd };
  return { id, uid, channel, ...(key && { keyId: key.id }), source, ...cycle, remaining };
}

async function close(
  counters: RedisCounters,
  reservation: Reservation,
  kind: "settle" | "release",
): Promise<boolean> {
  const { uid } = reservation;
  const givenBack = kind === "release" ? 1 : 0;
  const step = (epoch: string) =>
    counters.scripts.close(epoch, uid, holdName(reservation), kind, givenBack, counters.now().getTime());
  return (await counters.inEpoch(step, uid)) === "closed";
}

/** The stream first: what leaves it is in the database by then. */
async function isSettled({ db, redis }: RedisCounters, { id }: Reservation): Promise<boolean> {
  let from = "-";
  for (;;) {
    const messages: StreamMessage[] = await redis.xrange("credits:entries", from, "+", "COUNT", 1000);
    const entries = messages.map(([, [, , , entry]]) => JSON.parse(entry ?? "{}") as StreamEntry);
    if (entries.some(({ operation_id, kind }) => operation_id === id && kind === "settle")) return true;
    const last = messages.at(-1)?.[0];
    if (last === undefined) return hasSettled(db, id);
    from = `(${last}`;
  }
}

/** What is read here of an entry on its way to the database. */
interface StreamEntry {
  operation_id?: string;
  kind?: string;
}

async function extend(counters: RedisCounters, reservation: Reservation): Promise<boolean> {
  const { uid } = reservation;
  const step = (epoch: string) =>
    counters.scripts.extend(
      epoch,
      uid,
      holdName(reservation),
      counters.now().getTime() + counters.reservationMs,
    );
  return (await counters.inEpoch(step, uid)) === "extended";
}

async function read(counters: RedisCounters, uid: string, monthStart: number): Promise<AccountCredits> {
  const step = (epoch: string) => counters.scripts.read(epoch, uid, monthName(monthStart));
  const reply = await counters.inEpoch(step, uid);
  const [prepaidCredits, [periodStart, periodEnd], app, api, cycles] = reply as Standing;
  const known = periodStart !== undefined && periodEnd !== undefined;
  return {
    prepaidCredits,
    billingPeriod: known ? { startUnix: periodStart, endUnix: periodEnd } : null,
    month: { app, api },
    cycles: cycles
      .map(([startUnix, endUnix, app, api, included]) => ({ startUnix, endUnix, app, api, included }))
      .sort((a, b) => b.startUnix - a.startUnix),
  };
}

/** The database answers for accounts that are not loaded: what is not in Redis cannot have changed there. */
async function readPrepaid(counters: RedisCounters, uids: readonly string[]): Promise<number[]> {
  const reply = await counters.inEpoch((epoch) => counters.scripts.readPrepaid(epoch, ...uids));
  const stored = await readStoredPrepaid(counters.db, uids);
  return (reply as (number | null)[]).map((balance, index) => balance ?? stored[index]!);
}
