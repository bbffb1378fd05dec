import { and, eq, gt, inArray, isNotNull, lt, sql } from "drizzle-orm";
import type { FileStore, StoredFile } from "../files/index.ts";
import type { Database } from "../storage/database.ts";
import { jobItems, jobs, webhookDeliveries } from "../storage/schema/index.ts";
import { deleteExpired } from "./control.ts";
import { type ItemRow, type JobRow, newId } from "./job.ts";

/** How long the log of webhooks goes back. */
const DELIVERY_DAYS = 30;
const JOBS_AT_ONCE = 50;
const FILES_AT_ONCE = 500;

/**
 * Deletes jobs that have expired or that somebody deleted, files first; one that is still worked on waits for that. What a
 * killed process leaves undone the next round does.
 */
export async function sweepJobs(db: Database, files: FileStore): Promise<void> {
  await deleteExpired(db);
  for (;;) {
    const inWork = db
      .select({ id: jobItems.id })
      .from(jobItems)
      .where(
        and(eq(jobItems.jobId, jobs.id), eq(jobItems.state, "running"), gt(jobItems.leaseUntil, sql`now()`)),
      );
    const gone = await db
      .select({ id: jobs.id })
      .from(jobs)
      .where(and(isNotNull(jobs.deletedAt), sql`NOT EXISTS ${inWork}`))
      .limit(JOBS_AT_ONCE);
    for (const { id } of gone) {
      await files.deleteFolder(id);
      await db.delete(jobs).where(eq(jobs.id, id));
    }
    if (gone.length < JOBS_AT_ONCE) break;
  }
  await db
    .delete(webhookDeliveries)
    .where(lt(webhookDeliveries.createdAt, sql`now() - ${DELIVERY_DAYS}::int * interval '1 day'`));
}

/**
 * Deletes files that belong to no item: an upload or a picture whose process was killed between the file and the row.
 *
 * @param olderThan younger ones may still get their row
 */
export async function sweepOrphans(db: Database, files: FileStore, olderThan: Date): Promise<void> {
  let batch: StoredFile[] = [];
  const flush = async () => {
    await files.delete(await orphansAmong(db, batch));
    batch = [];
  };
  for await (const file of files.list()) {
    if (file.changedAt > olderThan || !isOurs(file.key)) continue;
    batch.push(file);
    if (batch.length === FILES_AT_ONCE) await flush();
  }
  await flush();
}

const [prefix = ""] = newId("job").split("_");

/** Other files in the same place are somebody else's. */
const isOurs = (key: string) => key.startsWith(`${prefix}_`);

async function orphansAmong(db: Database, batch: readonly StoredFile[]): Promise<string[]> {
  if (batch.length === 0) return [];
  const parts = batch.map(({ key }) => {
    const [jobId = "", name = ""] = key.split("/");
    const [itemId = "", kind = ""] = name.split(".");
    return { key, jobId, itemId, kind };
  });
  const jobRows = await db
    .select()
    .from(jobs)
    .where(inArray(jobs.id, [...new Set(parts.map(({ jobId }) => jobId))]));
  const itemRows = await db
    .select()
    .from(jobItems)
    .where(
      inArray(
        jobItems.id,
        parts.map(({ itemId }) => itemId),
      ),
    );
  const jobOf = new Map<string, JobRow>(jobRows.map((row) => [row.id, row]));
  const itemOf = new Map<string, ItemRow>(itemRows.map((row) => [row.id, row]));
  return parts.flatMap(({ key, jobId, itemId, kind }) => {
    const item = itemOf.get(itemId);
    const isKept =
      (kind === "in" && item?.jobId === jobId && item.inputBytes !== null) ||
      (kind === "out" && item?.jobId === jobId && item.result !== null) ||
      (itemId === "background" && jobOf.get(jobId)?.hasBackground);
    return isKept ? [] : [key];
  });
}
