import type { FileStore } from "../files/index.ts";
import type { Database } from "../storage/database.ts";
import type { Page } from "../storage/newest-first.ts";
import { withStorageErrors } from "../storage/unavailable.ts";
import { addItems, createJob, type JobLimits, type NewItem, type NewJob, roomIn } from "./add-items.ts";
import { cancelJob, closeJob, deleteJob, deleteJobsOf, retryJob } from "./control.ts";
import { type ItemState, type Job, type JobItem, toJob } from "./job.ts";
import { countWaiting, findJob, findResult, listItems, listJobs } from "./read-jobs.ts";
import { sweepJobs, sweepOrphans } from "./sweep-jobs.ts";

/**
 * Jobs as their owner sees them. Whatever is asked about a job of somebody else, or one that was deleted, is `NotFound`.
 * All methods throw `StorageUnavailable`.
 */
export interface Jobs {
  /** A new, open job, or the one that the same request made before. @throws JobError `IdempotencyConflict`, `TooManyJobs` */
  create(job: NewJob): Promise<{ job: Job; isNew: boolean }>;
  find(uid: string, id: string): Promise<Job>;
  /** Newest first. @throws PlatformError `InvalidInput` (cursor) */
  list(uid: string, page: Page): Promise<{ jobs: Job[]; next?: string }>;
  /** In the order given. @throws PlatformError `InvalidInput` (cursor) */
  items(
    uid: string,
    id: string,
    page: Page & { state?: ItemState | undefined },
  ): Promise<{ items: JobItem[]; next?: string }>;
  /** Bytes of files that a job may still take. @throws JobError `StorageFull` */
  roomIn(uid: string, id: string, limits: JobLimits): Promise<number>;
  /**
   * Adds items to an open job, in this order. A part of a request that was added before is not added again; `repeated` are
   * the ids of those. @throws JobError `WrongJobState`, `TooManyItems`, `IdempotencyConflict`
   */
  add(
    job: { uid: string; id: string; limits: JobLimits },
    items: readonly NewItem[],
  ): Promise<{ items: JobItem[]; repeated: string[] }>;
  /** Takes no more items; again changes nothing. @throws JobError `WrongJobState` */
  close(uid: string, id: string): Promise<Job>;
  /** What waits is not done any more, what is in work is finished; one that has ended stays as it is. */
  cancel(uid: string, id: string): Promise<Job>;
  /** Failed and canceled items wait again. @throws JobError `WrongJobState` when there is none */
  retry(uid: string, id: string): Promise<Job>;
  /** Nobody sees the job from now on; its files are deleted within moments. */
  delete(uid: string, id: string): Promise<void>;
  /** The same with all jobs of an account. */
  deleteAllOf(uid: string): Promise<void>;
  /** Pictures of all accounts that wait for their turn. */
  countWaiting(): Promise<number>;
  /** A completed item of a job that is still kept, whoever asks. @throws PlatformError `NotFound` */
  findResult(jobId: string, itemId: string): Promise<JobItem>;
  /** Deletes jobs that have expired or were deleted, with their files. */
  sweep(): Promise<void>;
  /** Deletes files without an item, left behind by killed processes, that are older than that. */
  sweepOrphans(olderThan: Date): Promise<void>;
}

/** @param maxBytes of all files of all accounts; undefined: no limit */
export function createJobs(db: Database, files: FileStore, maxBytes: number | undefined): Jobs {
  return withStorageErrors<Jobs>({
    create: (job) => createJob(db, job),
    find: async (uid, id) => toJob(await findJob(db, uid, id)),
    list: (uid, page) => listJobs(db, uid, page),
    async items(uid, id, page) {
      await findJob(db, uid, id);
      return listItems(db, id, page);
    },
    roomIn: (uid, id, limits) => roomIn(db, uid, id, limits, maxBytes),
    add: (job, items) => addItems(db, job, items),
    close: (uid, id) => closeJob(db, uid, id),
    cancel: (uid, id) => cancelJob(db, uid, id),
    retry: (uid, id) => retryJob(db, uid, id),
    delete: (uid, id) => deleteJob(db, uid, id),
    deleteAllOf: (uid) => deleteJobsOf(db, uid),
    countWaiting: () => countWaiting(db),
    findResult: (jobId, itemId) => findResult(db, jobId, itemId),
    sweep: () => sweepJobs(db, files),
    sweepOrphans: (olderThan) => sweepOrphans(db, files, olderThan),
  });
}
