import { openDatabase } from "../../storage/database.ts";
import { openRedis } from "../../storage/redis.ts";
import { openRedisLedger } from "../redis/redis-ledger.ts";
import { openSqlLedger } from "../sql/sql-ledger.ts";

/**
 * A process that spends credits as fast as it can until it is killed: `crash-worker.ts OPTIONS`, as JSON. It
 * reports everything that the ledger has acknowledged.
 */
export interface CrashWorkerOptions {
  readonly dataDir: string;
  readonly databaseUrl?: string;
  readonly redisUrl?: string;
  readonly accounts: Readonly<Record<string, number>>;
  readonly reservationMs: number;
}

/** What was acknowledged of a reservation. */
export type Acknowledged = readonly [id: string, what: "reserved" | "settled" | "released"];

const imagesAtOnce = 8;

const options = JSON.parse(process.argv[2] ?? "") as CrashWorkerOptions;
const { db } = await openDatabase({
  dataDir: options.dataDir,
  ...(options.databaseUrl ? { url: options.databaseUrl } : {}),
});
const shared = { db, reservationMs: options.reservationMs, now: () => new Date() };
const ledger = options.redisUrl
  ? openRedisLedger({ ...shared, redis: (await openRedis(options.redisUrl)).redis })
  : await openSqlLedger(shared);
const accounts = Object.entries(options.accounts);
const report = (acknowledged: Acknowledged): void => void process.send?.(acknowledged);

async function image(number: number): Promise<void> {
  const [uid, includedCredits] = accounts[number % accounts.length]!;
  const channel = number % 3 === 0 ? "app" : "api";
  const reservation = await ledger
    .reserve({ uid, channel, plan: { label: "Pro", includedCredits } })
    .catch(() => undefined);
  if (reservation === undefined) return;
  report([reservation.id, "reserved"]);
  const kept = number % 4 > 0;
  await (kept ? ledger.settle(reservation) : ledger.release(reservation));
  report([reservation.id, kept ? "settled" : "released"]);
}

async function work(from: number): Promise<never> {
  for (let number = from; ; number += imagesAtOnce) {
    await image(number);
    if (number % 50 === 0) await ledger.maintain();
  }
}

await Promise.all(Array.from({ length: imagesAtOnce }, (_, index) => work(index)));
