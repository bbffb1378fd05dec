import type { Readable } from "node:stream";
import { eq } from "drizzle-orm";
import type { CreditLedger } from "../credits/ledger.ts";
import type { LowCredits } from "../credits/low-credits.ts";
import { PlatformError } from "../errors.ts";
import type { FileStore } from "../files/index.ts";
import type { PlanCatalog } from "../plans/catalog.ts";
import type { Database } from "../storage/database.ts";
import { apiKeys, type ItemResult, jobItems, users } from "../storage/schema/index.ts";
import { withStorageErrors } from "../storage/unavailable.ts";
import { endItem } from "./finish.ts";
import { backgroundKey, inputKey, resultKey } from "./job.ts";
import { extendLease, holds, type Leased, leaseNext, putBack, takeBackExpired } from "./lease.ts";

export type { Leased } from "./lease.ts";

/**
 * One item's way through a worker. Killed after any of these steps, the item goes on from there in another process:
 *
 * 1. `next` leases it; 2. `reserve` puts a credit aside and writes down which; 3. `store` keeps the picture, then notes it,
 * while the lease is still its own; 4. `complete` settles the noted credit and ends the item.
 *
 * A credit is only settled after it was noted together with a stored picture, and of two workers that each think an item
 * theirs both settle the same one. All methods throw `StorageUnavailable`.
 */
export interface JobWork {
  /** The next item to work on; undefined: there is none. */
  next(): Promise<Leased | undefined>;
  /** The picture that was uploaded. @throws PlatformError `NotFound` */
  input(leased: Leased): Promise<Readable>;
  /** The picture behind all pictures of the job. @throws PlatformError `NotFound` */
  background(leased: Leased): Promise<Readable>;
  /**
   * Puts a credit aside, for as long as the lease is extended.
   * @throws PlatformError `InsufficientCredits`, `KeyLimitReached`, `AccountSuspended`, `NotFound` (the account is gone)
   */
  reserve(leased: Leased): Promise<void>;
  /** Lets the lease and the credit live on. @returns false when the item is no longer this worker's */
  extend(leased: Leased): Promise<boolean>;
  /** Keeps the picture that was made. @returns false when the item is no longer this worker's */
  store(leased: Leased, picture: Uint8Array, made: Omit<ItemResult, "bytes">): Promise<boolean>;
  /**
   * Charges for the stored picture and ends the item.
   * @throws PlatformError `InsufficientCredits` when the credit had expired and there is no other
   */
  complete(leased: Leased): Promise<void>;
  /** Ends the item without a picture; costs nothing. */
  fail(leased: Leased, error: { code: string; message: string }): Promise<void>;
  /** Lets it wait again: the fault is not its own. */
  putBack(leased: Leased): Promise<void>;
  /** Takes items back from workers that are gone. Called regularly. */
  takeBack(): Promise<void>;
}

export interface JobWorkOptions {
  db: Database;
  files: FileStore;
  ledger: CreditLedger;
  lowCredits: LowCredits;
  plans: PlanCatalog;
  /** How long a worker may be silent before its item goes to another one. */
  leaseMs: number;
}

export function createJobWork(options: JobWorkOptions): JobWork {
  const { db, files, ledger, lowCredits, plans, leaseMs } = options;
  /** The account as it is now: its plan may have changed since the job was made. */
  async function reserveFor({ job }: Leased) {
    const [account] = await db.select().from(users).where(eq(users.id, job.uid));
    if (!account) throw new PlatformError("NotFound", "The account is gone");
    if (account.suspendedAt) throw new PlatformError("AccountSuspended", "The account is suspended");
    const plan = plans.find(account.plan) ?? plans.defaultPlan;
    const reservation = await ledger.reserve({
      uid: job.uid,
      channel: job.channel,
      plan,
      key: await keyOf(job),
    });
    const { lowCreditThreshold } = account;
    lowCredits.note({ uid: job.uid, plan, lowCreditThreshold }, reservation);
    return reservation;
  }

  /** With the limit that it has now. One that is gone or revoked keeps what it was limited to. */
  async function keyOf({ keyId }: Leased["job"]) {
    if (keyId === null) return undefined;
    const [key] = await db
      .select({ id: apiKeys.id, monthlyLimit: apiKeys.monthlyLimit })
      .from(apiKeys)
      .where(eq(apiKeys.id, keyId));
    return key;
  }

  /** Notes which credit pays; gives it back when the item is somebody else's by now. */
  async function note(
    { item }: Leased,
    reservation: Awaited<ReturnType<typeof reserveFor>>,
  ): Promise<boolean> {
    const noted = await db.update(jobItems).set({ reservation }).where(holds(item)).returning();
    if (noted.length > 0) item.reservation = reservation;
    else await ledger.release(reservation);
    return noted.length > 0;
  }

  /** @returns false when the item is somebody else's by now */
  async function settle(leased: Leased): Promise<boolean> {
    const { reservation } = leased.item;
    if (reservation && ((await ledger.settle(reservation)) || (await ledger.isSettled(reservation))))
      return true;
    // It expired: the process or the storage stood still. The picture is there, so it is paid for anew.
    if (!(await note(leased, await reserveFor(leased)))) return false;
    return settle(leased);
  }

  return withStorageErrors<JobWork>({
    next: () => leaseNext(db, leaseMs),
    input: ({ item }) => files.get(inputKey(item)),
    background: ({ job }) => files.get(backgroundKey(job.id)),

    async reserve(leased) {
      const { reservation } = leased.item;
      if (reservation) await ledger.release(reservation);
      await note(leased, await reserveFor(leased));
    },

    async extend({ item }) {
      if (!(await extendLease(db, item, leaseMs))) return false;
      if (item.reservation) await ledger.extend(item.reservation);
      return true;
    },

    async store({ item }, picture, made) {
      // A job that is being deleted gets no more files.
      if (!(await extendLease(db, item, leaseMs))) return false;
      const result: ItemResult = { ...made, bytes: await files.put(resultKey(item), picture) };
      const noted = await db.update(jobItems).set({ result }).where(holds(item)).returning();
      if (noted.length > 0) item.result = result;
      return noted.length > 0;
    },

    async complete(leased) {
      const { item } = leased;
      if (!(await settle(leased))) return;
      const change = (item.result?.bytes ?? 0) - (item.inputBytes ?? 0);
      const ended = await endItem(db, item, { state: "completed" }, change);
      if (ended && item.inputBytes !== null) await files.delete([inputKey(item)]).catch(() => {});
    },

    async fail(leased, error) {
      const { item } = leased;
      if (item.reservation) await ledger.release(item.reservation);
      const ended = await endItem(db, item, { state: "failed", error }, 0);
      if (ended && item.result) await files.delete([resultKey(item)]);
    },

    putBack: ({ item }) => putBack(db, item),
    takeBack: () => takeBackExpired(db, "expired"),
  });
}
