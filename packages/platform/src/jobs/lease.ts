import { randomUUID } from "node:crypto";
import { and, asc, eq, gt, isNull, lt, sql } from "drizzle-orm";
import type { Database } from "../storage/database.ts";
import { jobItems, jobs } from "../storage/schema/index.ts";
import { endItem, lockJob } from "./finish.ts";
import type { ItemRow, JobRow } from "./job.ts";

/** An item and its job, which nobody else works on while the lease lives. */
export interface Leased {
  item: ItemRow;
  job: JobRow;
}

/** A picture that ends the process again and again is given up. */
const MOST_ATTEMPTS = 5;
const GIVEN_UP = {
  code: "internal",
  message: `The server stopped ${MOST_ATTEMPTS} times while it worked on this picture`,
};

const leaseEnd = (leaseMs: number) => sql`now() + ${leaseMs}::int * interval '1 millisecond'`;

/**
 * The next item: of the account that was served longest ago, its oldest job with something to do, in the order given. The
 * account's turn is locked for the moment, so that those who ask at once get different items.
 */
export function leaseNext(db: Database, leaseMs: number): Promise<Leased | undefined> {
  return db.transaction(async (tx) => {
    const { rows } = await tx.execute<{ uid: string }>(sql`
      UPDATE job_turns SET served_at = clock_timestamp() WHERE uid = (
        SELECT uid FROM job_turns AS turn
        WHERE EXISTS (SELECT FROM jobs WHERE jobs.uid = turn.uid AND waiting > 0 AND deleted_at IS NULL)
        ORDER BY served_at, uid LIMIT 1)
      RETURNING uid`);
    const uid = rows[0]?.uid;
    if (uid === undefined) return undefined;
    const [job] = await tx
      .select()
      .from(jobs)
      .where(and(eq(jobs.uid, uid), gt(jobs.waiting, 0), isNull(jobs.deletedAt)))
      .orderBy(asc(jobs.createdAt))
      .limit(1)
      .for("update");
    if (!job) return undefined;
    const next = tx
      .select({ id: jobItems.id })
      .from(jobItems)
      .where(and(eq(jobItems.jobId, job.id), eq(jobItems.state, "waiting")))
      .orderBy(asc(jobItems.position))
      .limit(1)
      .for("update", { skipLocked: true });
    const [item] = await tx
      .update(jobItems)
      .set({
        state: "running",
        lease: randomUUID(),
        leaseUntil: leaseEnd(leaseMs),
        attempts: sql`${jobItems.attempts} + 1`,
      })
      .where(eq(jobItems.id, next))
      .returning();
    if (!item) return undefined;
    const counted = { waiting: job.waiting - 1, running: job.running + 1 };
    await tx.update(jobs).set(counted).where(eq(jobs.id, job.id));
    return { item, job: { ...job, ...counted } };
  });
}

/** @returns false when the lease is somebody else's by now, or the job is deleted */
export async function extendLease(db: Database, item: ItemRow, leaseMs: number): Promise<boolean> {
  const extended = await db
    .update(jobItems)
    .set({ leaseUntil: leaseEnd(leaseMs) })
    .where(
      and(holds(item), sql`EXISTS (SELECT FROM jobs WHERE jobs.id = ${item.jobId} AND deleted_at IS NULL)`),
    )
    .returning({ id: jobItems.id });
  return extended.length > 0;
}

export const holds = ({ id, lease }: Pick<ItemRow, "id" | "lease">) =>
  and(eq(jobItems.id, id), eq(jobItems.lease, lease ?? ""), eq(jobItems.state, "running"));

/** Gives an item back that could not be worked on through no fault of its own: it waits again and this was no attempt. */
export async function putBack(db: Database, item: ItemRow): Promise<void> {
  await requeue(db, item, item.attempts - 1);
}

/**
 * Lets items wait again whose worker is gone: those whose lease has run out, or every one when it is known that nobody
 * works.
 */
export async function takeBackExpired(db: Database, which: "expired" | "every"): Promise<void> {
  const gone = await db
    .select()
    .from(jobItems)
    .where(
      and(
        eq(jobItems.state, "running"),
        which === "expired" ? lt(jobItems.leaseUntil, sql`now()`) : undefined,
      ),
    );
  for (const item of gone) {
    if (item.attempts >= MOST_ATTEMPTS && item.result === null) {
      await endItem(db, item, { state: "failed", error: GIVEN_UP }, 0);
    } else {
      await requeue(db, item, item.attempts);
    }
  }
}

async function requeue(db: Database, item: ItemRow, attempts: number): Promise<void> {
  await db.transaction(async (tx) => {
    const job = await lockJob(tx, item.jobId);
    if (!job) return;
    // A stored result may be paid already, so it is finished even when the job is canceled.
    const isOver = job.state === "canceled" && item.result === null;
    const [returned] = await tx
      .update(jobItems)
      .set({ state: isOver ? "canceled" : "waiting", lease: null, leaseUntil: null, attempts })
      .where(holds(item))
      .returning();
    if (!returned) return;
    await tx
      .update(jobs)
      .set({
        running: job.running - 1,
        ...(isOver ? { canceled: job.canceled + 1 } : { waiting: job.waiting + 1 }),
      })
      .where(eq(jobs.id, job.id));
  });
}
