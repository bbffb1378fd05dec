import { and, eq, sql } from "drizzle-orm";
import type { Database } from "../storage/database.ts";
import { jobItems, jobs } from "../storage/schema/index.ts";
import { expiryAt } from "./add-items.ts";
import { tellOfItem, tellOfJob } from "./events.ts";
import type { ItemRow, JobRow } from "./job.ts";

type Transaction = Parameters<Parameters<Database["transaction"]>[0]>[0];

/** A job's row is locked before its items', by everybody, so that nobody waits in a circle. */
export async function lockJob(tx: Transaction, id: string): Promise<JobRow | undefined> {
  const [job] = await tx.select().from(jobs).where(eq(jobs.id, id)).for("update");
  return job;
}

/** Ends a job that takes no more items and has none left to do, and tells of it. Answers the job as it is then. */
export async function endIfDone(tx: Transaction, job: JobRow): Promise<JobRow> {
  if (job.state !== "running" || job.waiting > 0 || job.running > 0) return job;
  const endedAt = new Date();
  const [ended] = await tx
    .update(jobs)
    .set({ state: "completed", endedAt, expiresAt: expiryAt(endedAt, job.keepDays) })
    .where(eq(jobs.id, job.id))
    .returning();
  await tellOfJob(tx, ended!);
  return ended!;
}

/** How an item ended. */
export type Ending = { state: "completed" } | { state: "failed"; error: { code: string; message: string } };

/**
 * Ends an item whose lease this is, in one transaction with the job's numbers and the messages of it.
 * @returns false when the lease is somebody else's by now: nothing changed
 */
export function endItem(
  db: Database,
  item: Pick<ItemRow, "id" | "jobId" | "lease">,
  ending: Ending,
  /** What the item's files take more than before. */
  bytes: number,
): Promise<boolean> {
  return db.transaction(async (tx) => {
    const locked = await lockJob(tx, item.jobId);
    if (!locked) return false;
    const error = ending.state === "failed" ? ending.error : undefined;
    const [ended] = await tx
      .update(jobItems)
      .set({
        state: ending.state,
        lease: null,
        leaseUntil: null,
        reservation: null,
        errorCode: error?.code ?? null,
        errorMessage: error?.message ?? null,
        ...(ending.state === "completed" && { inputBytes: null }),
        ...(ending.state === "failed" && { result: null }),
      })
      .where(and(eq(jobItems.id, item.id), eq(jobItems.lease, item.lease ?? "")))
      .returning();
    if (!ended) return false;
    const [job] = await tx
      .update(jobs)
      .set({
        running: sql`${jobs.running} - 1`,
        ...(ending.state === "completed"
          ? { completed: sql`${jobs.completed} + 1` }
          : { failed: sql`${jobs.failed} + 1` }),
        bytes: sql`greatest(${jobs.bytes} + ${bytes}, 0)`,
      })
      .where(eq(jobs.id, item.jobId))
      .returning();
    await tellOfItem(tx, job!, ended);
    await endIfDone(tx, job!);
    return true;
  });
}
