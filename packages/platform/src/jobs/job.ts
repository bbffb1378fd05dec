import { randomBytes } from "node:crypto";
import type { ItemResult, itemStates, jobItems, jobStates, jobs } from "../storage/schema/index.ts";

export type JobState = (typeof jobStates)[number];
export type ItemState = (typeof itemStates)[number];

/** How many items are in which state. */
export interface JobCounts {
  total: number;
  waiting: number;
  running: number;
  completed: number;
  failed: number;
  canceled: number;
}

export interface Job {
  id: string;
  uid: string;
  state: JobState;
  recipe: Readonly<Record<string, string>>;
  hasBackground: boolean;
  metadata: Readonly<Record<string, string>>;
  counts: JobCounts;
  /** Of the files that it has now. */
  bytes: number;
  createdAt: Date;
  endedAt: Date | null;
  expiresAt: Date;
}

export interface JobItem {
  id: string;
  jobId: string;
  position: number;
  name: string;
  url: string | null;
  state: ItemState;
  result: ItemResult | null;
  error: { code: string; message: string } | null;
}

export type JobRow = typeof jobs.$inferSelect;
export type ItemRow = typeof jobItems.$inferSelect;

export function toJob(row: JobRow): Job {
  const { id, uid, state, recipe, hasBackground, metadata, bytes, createdAt, endedAt, expiresAt } = row;
  const { total, waiting, running, completed, failed, canceled } = row;
  const counts = { total, waiting, running, completed, failed, canceled };
  return { id, uid, state, recipe, hasBackground, metadata, counts, bytes, createdAt, endedAt, expiresAt };
}

/** A result that is not settled yet is none to anybody else. */
export function toItem(row: ItemRow): JobItem {
  const { id, jobId, position, name, url, state, errorCode, errorMessage } = row;
  const result = state === "completed" ? row.result : null;
  const error = errorCode === null ? null : { code: errorCode, message: errorMessage ?? "" };
  return { id, jobId, position, name, url, state, result, error };
}

/** `job_` and 24 characters that nobody can guess. Small letters only: some disks don't tell them from capitals. */
export function newId(kind: "job" | "item" | "wh" | "evt" | "dlv"): string {
  return `${kind}_${randomBytes(12).toString("hex")}`;
}

/** The keys of an item's files, in the folder of its job. */
export const inputKey = ({ jobId, id }: Pick<JobItem, "jobId" | "id">) => `${jobId}/${id}.in`;
export const resultKey = ({ jobId, id }: Pick<JobItem, "jobId" | "id">) => `${jobId}/${id}.out`;
export const backgroundKey = (jobId: string) => `${jobId}/background`;
