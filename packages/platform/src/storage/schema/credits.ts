import { sql } from "drizzle-orm";
import {
  bigint,
  check,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uniqueIndex,
} from "drizzle-orm/pg-core";

/** Start or end of a month or billing cycle: unix seconds, UTC. */
const unixSeconds = (name: string) => bigint(name, { mode: "number" });

/**
 * The truth about credits: one row for each thing that happened, never changed. What was spent more than a year ago is
 * summed into `credit_snapshots`; grants and adjustments stay.
 * `amount` is the signed change of what the account can spend: reserve −1, release and expire +1, settle 0,
 * grant +n, adjust ±n. Entries of one reservation share its id as `operationId`, its month and its cycle.
 */
export const creditEntries = pgTable(
  "credit_entries",
  {
    operationId: text("operation_id").notNull(),
    kind: text("kind", { enum: ["reserve", "settle", "release", "expire", "grant", "adjust"] }).notNull(),
    uid: text("uid").notNull(),
    source: text("source", { enum: ["included", "prepaid"] }).notNull(),
    amount: integer("amount").notNull(),
    channel: text("channel", { enum: ["app", "api"] }),
    /** The API key that the image was asked for with. */
    keyId: text("key_id"),
    monthStart: unixSeconds("month_start"),
    cycleStart: unixSeconds("cycle_start"),
    cycleEnd: unixSeconds("cycle_end"),
    at: timestamp("at", { withTimezone: true }).notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.operationId, table.kind] }),
    uniqueIndex("credit_entries_closed_once")
      .on(table.operationId)
      .where(sql`kind IN ('settle', 'release', 'expire')`),
    index("credit_entries_by_account").on(table.uid, table.at),
    index("credit_entries_by_age").using("brin", table.at),
  ],
);

/** What entries that are no longer kept amounted to: their sums by account, month, cycle, source and channel. */
export const creditSnapshots = pgTable(
  "credit_snapshots",
  {
    uid: text("uid").notNull(),
    monthStart: unixSeconds("month_start").notNull(),
    cycleStart: unixSeconds("cycle_start").notNull(),
    cycleEnd: unixSeconds("cycle_end").notNull(),
    source: text("source", { enum: ["included", "prepaid"] }).notNull(),
    channel: text("channel", { enum: ["app", "api"] }).notNull(),
    /** As in entries: −1 for each image that was paid. */
    amount: integer("amount").notNull(),
  },
  (table) => [
    primaryKey({
      columns: [table.uid, table.monthStart, table.cycleStart, table.source, table.channel],
    }),
  ],
);

/** Projection: prepaid balance, the billing period that Stripe or the administrator set, and its revision. */
export const creditAccounts = pgTable(
  "credit_accounts",
  {
    uid: text("uid").primaryKey(),
    prepaid: integer("prepaid").notNull().default(0),
    /** Sum of all grants and adjustments: what was put on the account, whatever was spent of it. */
    granted: integer("granted").notNull().default(0),
    periodStart: unixSeconds("period_start"),
    periodEnd: unixSeconds("period_end"),
    /** Counts the changes made from outside (grants, adjustments, periods); Redis has seen `syncedRevision`. */
    revision: integer("revision").notNull().default(0),
    syncedRevision: integer("synced_revision").notNull().default(0),
  },
  (table) => [index("credit_accounts_unsynced").on(table.uid).where(sql`revision > synced_revision`)],
);

/** Projection: included credits used in a billing cycle. */
export const creditAllowances = pgTable(
  "credit_allowances",
  {
    uid: text("uid").notNull(),
    cycleStart: unixSeconds("cycle_start").notNull(),
    used: integer("used").notNull(),
  },
  (table) => [primaryKey({ columns: [table.uid, table.cycleStart] })],
);

/** Projection: charged images of a UTC calendar month. */
export const creditMonths = pgTable(
  "credit_months",
  {
    uid: text("uid").notNull(),
    monthStart: unixSeconds("month_start").notNull(),
    app: integer("app").notNull(),
    api: integer("api").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.uid, table.monthStart] }),
    index("credit_months_by_use").on(table.monthStart, sql`(app + api)`, table.uid),
  ],
);

/** Projection: charged images of a billing cycle. */
export const creditCycles = pgTable(
  "credit_cycles",
  {
    uid: text("uid").notNull(),
    cycleStart: unixSeconds("cycle_start").notNull(),
    cycleEnd: unixSeconds("cycle_end").notNull(),
    app: integer("app").notNull(),
    api: integer("api").notNull(),
  },
  (table) => [primaryKey({ columns: [table.uid, table.cycleStart] })],
);

/**
 * Projection: charged images of an API key in a UTC calendar month. `most` is the limit that the key had when it was last
 * charged: the statement that would go beyond it fails as a whole.
 */
export const creditKeyMonths = pgTable(
  "credit_key_months",
  {
    uid: text("uid").notNull(),
    keyId: text("key_id").notNull(),
    monthStart: unixSeconds("month_start").notNull(),
    used: integer("used").notNull(),
    most: integer("most"),
  },
  (table) => [
    primaryKey({ columns: [table.uid, table.keyId, table.monthStart] }),
    check("credit_key_months_limit", sql`${table.used} <= ${table.most}`),
  ],
);

/** Projection: reservations that are neither settled nor released yet. */
export const creditReservations = pgTable(
  "credit_reservations",
  {
    id: text("id").primaryKey(),
    uid: text("uid").notNull(),
    source: text("source", { enum: ["included", "prepaid"] }).notNull(),
    channel: text("channel", { enum: ["app", "api"] }).notNull(),
    keyId: text("key_id"),
    monthStart: unixSeconds("month_start").notNull(),
    cycleStart: unixSeconds("cycle_start").notNull(),
    cycleEnd: unixSeconds("cycle_end").notNull(),
    expiresAt: timestamp("expires_at", { withTimezone: true }).notNull(),
  },
  (table) => [
    index("credit_reservations_by_expiry").on(table.expiresAt),
    index("credit_reservations_by_account").on(table.uid),
  ],
);

/**
 * One row: who keeps the live counters (`sql`, or one life of one Redis server), and the last entry of that
 * Redis server's stream that is in `credit_entries`.
 */
export const creditStream = pgTable(
  "credit_stream",
  {
    id: integer("id").primaryKey().default(1),
    epoch: text("epoch").notNull(),
    drainedId: text("drained_id").notNull(),
  },
  (table) => [check("credit_stream_one_row", sql`${table.id} = 1`)],
);
