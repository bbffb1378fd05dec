import { and, count, eq, inArray, isNull, sql } from "drizzle-orm";
import type { Database } from "../storage/database.ts";
import { jobItems, jobs, jobTurns } from "../storage/schema/index.ts";
import { isUniqueViolation } from "../storage/violations.ts";
import { type ItemRow, type Job, type JobItem, type JobRow, newId, toItem, toJob } from "./job.ts";
import { JobError } from "./job-error.ts";
import { findJob, noSuchJob, ownJob } from "./read-jobs.ts";

/** What a plan allows. */
export interface JobLimits {
  /** Items in a job. */
  items: number;
  /** Of files in all jobs of the account. */
  bytes: number;
  /** Days that a job is kept. */
  days: number;
}

export interface NewJob {
  uid: string;
  channel: "app" | "api";
  /** The API key that asks; its limit counts the job's pictures. */
  keyId?: string | undefined;
  recipe: Readonly<Record<string, string>>;
  hasBackground: boolean;
  metadata: Readonly<Record<string, string>>;
  keepDays: number;
  /** The sender's idempotency key, and a hash of what it came with. */
  request?: { key: string; hash: string } | undefined;
}

/** One more picture: uploaded and stored already, to be fetched, or refused right away. */
export interface NewItem {
  id: string;
  name: string;
  url?: string;
  /** Of the stored file. */
  bytes?: number;
  sha256?: string;
  requestPart?: string | undefined;
  error?: { code: string; message: string };
}

/** Jobs of an account that have not ended. */
const MOST_UNFINISHED = 100;
/** A statement has at most 65,535 values. */
const ROWS_AT_ONCE = 1000;

/**
 * A new, open job, or the one that the same request made before.
 * @throws JobError `IdempotencyConflict`, `TooManyJobs`
 */
export async function createJob(db: Database, job: NewJob): Promise<{ job: Job; isNew: boolean }> {
  const { request, keepDays, ...asked } = job;
  if (request) {
    const known = await findByRequest(db, job.uid, request);
    if (known) return { job: known, isNew: false };
  }
  const unfinished = and(
    eq(jobs.uid, job.uid),
    isNull(jobs.deletedAt),
    inArray(jobs.state, ["open", "running"]),
  );
  const [open] = await db.select({ jobs: count() }).from(jobs).where(unfinished);
  if (open && open.jobs >= MOST_UNFINISHED) {
    throw new JobError(
      "TooManyJobs",
      `At most ${MOST_UNFINISHED} jobs can be unfinished: wait for some, close or cancel them`,
    );
  }
  const createdAt = new Date();
  const row = {
    ...asked,
    id: newId("job"),
    state: "open" as const,
    keepDays,
    requestKey: request?.key,
    requestHash: request?.hash,
    createdAt,
    expiresAt: expiryAt(createdAt, keepDays),
  };
  try {
    const [made] = await db.insert(jobs).values(row).returning();
    await db
      .insert(jobTurns)
      .values({ uid: job.uid, servedAt: new Date(0) })
      .onConflictDoNothing();
    return { job: toJob(made!), isNew: true };
  } catch (error) {
    const known = request && isUniqueViolation(error) && (await findByRequest(db, job.uid, request));
    if (!known) throw error;
    return { job: known, isNew: false };
  }
}

async function findByRequest(db: Database, uid: string, request: { key: string; hash: string }) {
  const [known] = await db
    .select()
    .from(jobs)
    .where(and(eq(jobs.uid, uid), eq(jobs.requestKey, request.key), isNull(jobs.deletedAt)));
  if (known && known.requestHash !== request.hash) throw otherRequest();
  return known && toJob(known);
}

export function expiryAt(from: Date, days: number): Date {
  return new Date(from.getTime() + days * 86_400_000);
}

function otherRequest(): JobError {
  return new JobError(
    "IdempotencyConflict",
    "This Idempotency-Key was used for another request before. Use a new key for a new request.",
  );
}

/**
 * Bytes of files that a job may still take. One that is not open takes nothing, but may be asked again for what it has.
 * @param everything bytes of all jobs of all accounts; undefined: no limit
 * @throws PlatformError `NotFound`; JobError `StorageFull`
 */
export async function roomIn(
  db: Database,
  uid: string,
  id: string,
  limits: JobLimits,
  everything: number | undefined,
): Promise<number> {
  const job = await findJob(db, uid, id);
  const bytes = sql<string>`coalesce(sum(${jobs.bytes}), 0)`.mapWith(Number);
  const [own] = await db.select({ bytes }).from(jobs).where(eq(jobs.uid, uid));
  const [all] = everything === undefined ? [] : await db.select({ bytes }).from(jobs);
  const room = Math.min(
    limits.bytes - (own?.bytes ?? 0),
    (everything ?? Number.POSITIVE_INFINITY) - (all?.bytes ?? 0),
  );
  if (room <= 0 && job.state === "open") throw storageFull(limits);
  return Math.max(0, room);
}

function requireOpen({ state }: Pick<JobRow, "state">): void {
  if (state !== "open") {
    throw new JobError("WrongJobState", `The job is ${state} and takes no more items. Create another one.`);
  }
}

function tooManyItems({ items }: JobLimits): JobError {
  return new JobError(
    "TooManyItems",
    `A job has at most ${items} items on this plan. Create another job for the rest.`,
  );
}

function storageFull({ bytes, days }: JobLimits): JobError {
  const gigabytes = Math.round((bytes / 1024 ** 3) * 10) / 10;
  return new JobError(
    "StorageFull",
    `There is no room for more files: jobs of this plan have ${gigabytes} GB together, kept for ${days} days. Delete finished jobs, or wait until they expire.`,
  );
}

/**
 * Adds items to an open job, in this order. A part of a request that was added before is not added again: its item is
 * answered as it is.
 *
 * @returns the items, and the ids of those given that were there before
 * @throws PlatformError `NotFound`; JobError `WrongJobState`, `TooManyItems`, `IdempotencyConflict`
 */
export async function addItems(
  db: Database,
  { uid, id, limits }: { uid: string; id: string; limits: JobLimits },
  given: readonly NewItem[],
): Promise<{ items: JobItem[]; repeated: string[] }> {
  return db.transaction(async (tx) => {
    const [job] = await tx.select().from(jobs).where(ownJob(uid, id)).for("update");
    if (!job) throw noSuchJob();
    const known = await findParts(tx, id, given);
    const fresh = given.filter(({ requestPart }) => requestPart === undefined || !known.has(requestPart));
    if (fresh.length > 0) requireOpen(job);
    if (job.total + fresh.length > limits.items) throw tooManyItems(limits);
    const rows = fresh.map((item, index) => toRow(item, id, job.total + index + 1));
    const added: ItemRow[] = [];
    for (let from = 0; from < rows.length; from += ROWS_AT_ONCE) {
      const some = rows.slice(from, from + ROWS_AT_ONCE);
      added.push(...(await tx.insert(jobItems).values(some).returning()));
    }
    const failed = fresh.filter(({ error }) => error).length;
    if (added.length > 0) {
      await tx
        .update(jobs)
        .set({
          total: job.total + added.length,
          waiting: job.waiting + added.length - failed,
          failed: job.failed + failed,
          bytes: job.bytes + fresh.reduce((sum, { bytes = 0 }) => sum + bytes, 0),
        })
        .where(eq(jobs.id, id));
    }
    const byId = new Map(added.map((row) => [row.id, toItem(row)]));
    const items = given.map((item) => byId.get(item.id) ?? known.get(item.requestPart ?? "")!);
    return { items, repeated: given.filter((item) => !byId.has(item.id)).map((item) => item.id) };
  });
}

/** @throws JobError `IdempotencyConflict` for a part that was another picture before */
async function findParts(tx: Pick<Database, "select">, jobId: string, given: readonly NewItem[]) {
  const parts = given.flatMap(({ requestPart }) => requestPart ?? []);
  if (parts.length === 0) return new Map<string, JobItem>();
  const rows = await tx
    .select()
    .from(jobItems)
    .where(and(eq(jobItems.jobId, jobId), inArray(jobItems.requestPart, parts)));
  const byPart = new Map(rows.map((row) => [row.requestPart ?? "", row]));
  for (const { requestPart = "", name, sha256 = null, url = null } of given) {
    const row = byPart.get(requestPart);
    if (row && (row.name !== name || row.sha256 !== sha256 || row.url !== url)) throw otherRequest();
  }
  return new Map(rows.map((row) => [row.requestPart ?? "", toItem(row)]));
}

function toRow(item: NewItem, jobId: string, position: number): typeof jobItems.$inferInsert {
  const { id, name, url, bytes, sha256, requestPart, error } = item;
  return {
    id,
    jobId,
    position,
    name,
    url,
    requestPart,
    sha256,
    inputBytes: bytes,
    state: error ? "failed" : "waiting",
    errorCode: error?.code,
    errorMessage: error?.message,
  };
}
