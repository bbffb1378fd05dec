import { and, eq, isNotNull, isNull, lte, or, sql } from "drizzle-orm";
import type { Database } from "../storage/database.ts";
import { jobItems, jobs } from "../storage/schema/index.ts";
import { expiryAt } from "./add-items.ts";
import { endIfDone } from "./finish.ts";
import { type Job, toJob } from "./job.ts";
import { JobError } from "./job-error.ts";
import { noSuchJob, ownJob } from "./read-jobs.ts";

/** Takes no more items; closing it again changes nothing. @throws PlatformError `NotFound`; JobError `WrongJobState` */
export function closeJob(db: Database, uid: string, id: string): Promise<Job> {
  return db.transaction(async (tx) => {
    const [job] = await tx.select().from(jobs).where(ownJob(uid, id)).for("update");
    if (!job) throw noSuchJob();
    if (job.state === "canceled") throw new JobError("WrongJobState", "The job is canceled");
    if (job.state !== "open") return toJob(job);
    const [closed] = await tx.update(jobs).set({ state: "running" }).where(eq(jobs.id, id)).returning();
    return toJob(await endIfDone(tx, closed!));
  });
}

/**
 * Ends a job before its time: what waits is not done any more, what is in work is finished. One that has ended stays as it
 * is. @throws PlatformError `NotFound`
 */
export function cancelJob(db: Database, uid: string, id: string): Promise<Job> {
  return db.transaction(async (tx) => {
    const [job] = await tx.select().from(jobs).where(ownJob(uid, id)).for("update");
    if (!job) throw noSuchJob();
    if (job.state !== "open" && job.state !== "running") return toJob(job);
    // A picture that is stored already may be paid, too: it is finished.
    const canceled = await tx
      .update(jobItems)
      .set({ state: "canceled" })
      .where(and(eq(jobItems.jobId, id), eq(jobItems.state, "waiting"), isNull(jobItems.result)))
      .returning({ id: jobItems.id });
    const endedAt = new Date();
    const [ended] = await tx
      .update(jobs)
      .set({
        state: "canceled",
        endedAt,
        expiresAt: expiryAt(endedAt, job.keepDays),
        waiting: job.waiting - canceled.length,
        canceled: job.canceled + canceled.length,
      })
      .where(eq(jobs.id, id))
      .returning();
    return toJob(ended!);
  });
}

/**
 * Lets every failed or canceled item whose picture can still be had wait again. @throws PlatformError `NotFound`;
 * JobError `WrongJobState` when there is none
 */
export function retryJob(db: Database, uid: string, id: string): Promise<Job> {
  return db.transaction(async (tx) => {
    const [job] = await tx.select().from(jobs).where(ownJob(uid, id)).for("update");
    if (!job) throw noSuchJob();
    const again = { state: "waiting" as const, attempts: 0, errorCode: null, errorMessage: null };
    const hasPicture = or(isNotNull(jobItems.url), isNotNull(jobItems.inputBytes));
    const retried = async (state: "failed" | "canceled") => {
      const which = and(eq(jobItems.jobId, id), eq(jobItems.state, state), hasPicture);
      return (await tx.update(jobItems).set(again).where(which).returning({ id: jobItems.id })).length;
    };
    const failed = await retried("failed");
    const canceled = await retried("canceled");
    if (failed + canceled === 0) {
      throw new JobError(
        "WrongJobState",
        "No item of this job has failed whose picture could be tried again",
      );
    }
    const [running] = await tx
      .update(jobs)
      .set({
        state: job.state === "open" ? "open" : "running",
        endedAt: null,
        waiting: job.waiting + failed + canceled,
        failed: job.failed - failed,
        canceled: job.canceled - canceled,
        expiresAt: expiryAt(new Date(), job.keepDays),
      })
      .where(eq(jobs.id, id))
      .returning();
    return toJob(running!);
  });
}

/** Nobody sees the job from now on; `sweepJobs` deletes what it has. @throws PlatformError `NotFound` */
export async function deleteJob(db: Database, uid: string, id: string): Promise<void> {
  const deleted = await db
    .update(jobs)
    .set({ deletedAt: sql`now()` })
    .where(ownJob(uid, id))
    .returning({ id: jobs.id });
  if (deleted.length === 0) throw noSuchJob();
}

export async function deleteJobsOf(db: Database, uid: string): Promise<void> {
  await db
    .update(jobs)
    .set({ deletedAt: sql`now()` })
    .where(and(eq(jobs.uid, uid), isNull(jobs.deletedAt)));
}

export async function deleteExpired(db: Database): Promise<void> {
  await db
    .update(jobs)
    .set({ deletedAt: sql`now()` })
    .where(and(lte(jobs.expiresAt, sql`now()`), isNull(jobs.deletedAt)));
}
