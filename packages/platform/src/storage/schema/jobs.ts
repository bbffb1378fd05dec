import { sql } from "drizzle-orm";
import { bigint, boolean, index, integer, jsonb, pgTable, text, uniqueIndex } from "drizzle-orm/pg-core";
import { instant } from "./instant.ts";

/** `open` takes more items; `completed`: every item has ended, failed ones too. */
export const jobStates = ["open", "running", "completed", "canceled"] as const;
export const itemStates = ["waiting", "running", "completed", "failed", "canceled"] as const;

const bytes = (name: string) => bigint(name, { mode: "number" });

/** Many pictures and what is asked of them. The numbers follow the items, in the same transaction. */
export const jobs = pgTable(
  "jobs",
  {
    id: text("id").primaryKey(),
    /** No reference: a job outlives its account until its files are gone. */
    uid: text("uid").notNull(),
    /** What its images count as in the usage. */
    channel: text("channel", { enum: ["app", "api"] }).notNull(),
    /** The API key that it was made with, whose limit its pictures count in; null: with a session. */
    keyId: text("key_id"),
    state: text("state", { enum: jobStates }).notNull(),
    /** Text fields as they were sent, already found to be right. */
    recipe: jsonb("recipe").$type<Readonly<Record<string, string>>>().notNull(),
    hasBackground: boolean("has_background").notNull().default(false),
    metadata: jsonb("metadata").$type<Readonly<Record<string, string>>>().notNull(),
    /** The sender's idempotency key, and what was asked with it. */
    requestKey: text("request_key"),
    requestHash: text("request_hash"),
    total: integer("total").notNull().default(0),
    waiting: integer("waiting").notNull().default(0),
    running: integer("running").notNull().default(0),
    completed: integer("completed").notNull().default(0),
    failed: integer("failed").notNull().default(0),
    canceled: integer("canceled").notNull().default(0),
    /** Of all files that it has now. */
    bytes: bytes("bytes").notNull().default(0),
    /** Days that it is kept after its last change of state. */
    keepDays: integer("keep_days").notNull(),
    createdAt: instant("created_at").notNull(),
    endedAt: instant("ended_at"),
    expiresAt: instant("expires_at").notNull(),
    /** Nobody sees it any more; its files are being deleted. */
    deletedAt: instant("deleted_at"),
  },
  (table) => [
    index("jobs_by_account").on(table.uid, table.createdAt, table.id),
    uniqueIndex("jobs_by_request").on(table.uid, table.requestKey),
    index("jobs_with_work").on(table.uid, table.createdAt).where(sql`waiting > 0 AND deleted_at IS NULL`),
    index("jobs_by_expiry").on(table.expiresAt),
  ],
);

/** Whose turn it is: the account that was served longest ago. */
export const jobTurns = pgTable("job_turns", {
  uid: text("uid").primaryKey(),
  servedAt: instant("served_at").notNull(),
});

/** The credit that an item is being paid with. */
export interface ItemReservation {
  id: string;
  uid: string;
  channel: "app" | "api";
  keyId?: string;
  source: "included" | "prepaid";
  monthStart: number;
  cycleStart: number;
  cycleEnd: number;
  remaining: number;
}

/** A picture that was made and stored. */
export interface ItemResult {
  bytes: number;
  format: "png" | "webp" | "jpeg" | "bmp";
  width: number;
  height: number;
}

/**
 * One picture of a job. Whoever has its lease works on it; one whose lease has run out waits again and continues from what
 * its row says: with a `result` only the credit is still to be settled.
 */
export const jobItems = pgTable(
  "job_items",
  {
    id: text("id").primaryKey(),
    jobId: text("job_id")
      .notNull()
      .references(() => jobs.id, { onDelete: "cascade" }),
    /** From 1, in the order given. */
    position: integer("position").notNull(),
    name: text("name").notNull(),
    /** Where to fetch it; null: it was uploaded. */
    url: text("url"),
    /** Names the part of the request that it came in, so that the same request sent again adds nothing. */
    requestPart: text("request_part"),
    sha256: text("sha256"),
    /** Of the uploaded file, while it is kept. */
    inputBytes: bytes("input_bytes"),
    state: text("state", { enum: itemStates }).notNull(),
    attempts: integer("attempts").notNull().default(0),
    lease: text("lease"),
    leaseUntil: instant("lease_until"),
    reservation: jsonb("reservation").$type<ItemReservation>(),
    result: jsonb("result").$type<ItemResult>(),
    errorCode: text("error_code"),
    errorMessage: text("error_message"),
  },
  (table) => [
    uniqueIndex("job_items_in_order").on(table.jobId, table.position),
    uniqueIndex("job_items_by_request").on(table.jobId, table.requestPart),
    index("job_items_waiting").on(table.jobId, table.position).where(sql`state = 'waiting'`),
    index("job_items_leased").on(table.leaseUntil).where(sql`state = 'running'`),
  ],
);
