import { and, asc, eq, gt, isNull, sql } from "drizzle-orm";
import { PlatformError } from "../errors.ts";
import type { Database } from "../storage/database.ts";
import { badCursor, newestFirst, type Page } from "../storage/newest-first.ts";
import { jobItems, jobs } from "../storage/schema/index.ts";
import { type ItemState, type JobItem, type JobRow, toItem, toJob } from "./job.ts";

/** @throws PlatformError `NotFound` */
export async function findJob(db: Pick<Database, "select">, uid: string, id: string): Promise<JobRow> {
  const [row] = await db.select().from(jobs).where(ownJob(uid, id));
  if (!row) throw noSuchJob();
  return row;
}

export const ownJob = (uid: string, id: string) =>
  and(eq(jobs.id, id), eq(jobs.uid, uid), isNull(jobs.deletedAt));

export function noSuchJob(): PlatformError {
  return new PlatformError("NotFound", "There is no such job");
}

/** Pictures of all accounts that wait for their turn. */
export async function countWaiting(db: Database): Promise<number> {
  const waiting = sql`coalesce(sum(${jobs.waiting}), 0)`.mapWith(Number);
  const [all] = await db
    .select({ waiting })
    .from(jobs)
    .where(and(gt(jobs.waiting, 0), isNull(jobs.deletedAt)));
  return all?.waiting ?? 0;
}

/** Newest first. @throws PlatformError `InvalidInput` (cursor) */
export async function listJobs(db: Database, uid: string, page: Page) {
  const { after, order, limit, cut } = newestFirst(jobs, page);
  const rows = await db
    .select()
    .from(jobs)
    .where(and(eq(jobs.uid, uid), isNull(jobs.deletedAt), after))
    .orderBy(...order)
    .limit(limit);
  const { page: found, next } = cut(rows);
  return { jobs: found.map(toJob), ...(next !== undefined && { next }) };
}

/** In the order given; `states` leaves out all others. @throws PlatformError `InvalidInput` (cursor) */
export async function listItems(
  db: Database,
  jobId: string,
  { cursor = "0", limit, state }: Page & { state?: ItemState | undefined },
) {
  if (!/^\d{1,9}$/.test(cursor)) throw badCursor();
  const rows = await db
    .select()
    .from(jobItems)
    .where(
      and(
        eq(jobItems.jobId, jobId),
        gt(jobItems.position, Number(cursor)),
        state && eq(jobItems.state, state),
      ),
    )
    .orderBy(asc(jobItems.position))
    .limit(limit + 1);
  const items: JobItem[] = rows.slice(0, limit).map(toItem);
  const last = items.at(-1);
  return { items, ...(rows.length > limit && last && { next: String(last.position) }) };
}

/** A completed item of a job that is still kept. @throws PlatformError `NotFound` */
export async function findResult(db: Database, jobId: string, itemId: string): Promise<JobItem> {
  const [row] = await db
    .select({ item: jobItems })
    .from(jobItems)
    .innerJoin(jobs, eq(jobs.id, jobItems.jobId))
    .where(
      and(
        eq(jobItems.id, itemId),
        eq(jobs.id, jobId),
        eq(jobItems.state, "completed"),
        isNull(jobs.deletedAt),
        gt(jobs.expiresAt, sql`now()`),
      ),
    );
  if (!row) throw new PlatformError("NotFound", "There is no such result, or it has expired");
  return toItem(row.item);
}
