import { sql } from "drizzle-orm";
import { boolean, index, integer, pgTable, text } from "drizzle-orm/pg-core";
import { users } from "./accounts.ts";
import { instant } from "./instant.ts";
import { jobs } from "./jobs.ts";

export const deliveryStates = ["pending", "delivered", "dead"] as const;

/** An address that is told of what happens: to all jobs of an account, or to one. */
export const webhookEndpoints = pgTable(
  "webhook_endpoints",
  {
    id: text("id").primaryKey(),
    uid: text("uid")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    /** The one job that it is for; null: all of the account. */
    jobId: text("job_id").references(() => jobs.id, { onDelete: "cascade" }),
    url: text("url").notNull(),
    events: text("events").array().notNull(),
    /** `whsec_` and base64: what messages are signed with. */
    secret: text("secret").notNull(),
    /** Signs as well, until then, so that receivers can change over. */
    previousSecret: text("previous_secret"),
    previousUntil: instant("previous_until"),
    enabled: boolean("enabled").notNull().default(true),
    createdAt: instant("created_at").notNull(),
  },
  (table) => [
    index("webhook_endpoints_by_account").on(table.uid),
    index("webhook_endpoints_by_job").on(table.jobId),
  ],
);

/**
 * The outbox: a message to one endpoint, written in the transaction of what it tells, and the log of how it went. Whoever
 * sends one moves its `nextAt` ahead first, so that it is sent again should its sender die.
 */
export const webhookDeliveries = pgTable(
  "webhook_deliveries",
  {
    id: text("id").primaryKey(),
    endpointId: text("endpoint_id")
      .notNull()
      .references(() => webhookEndpoints.id, { onDelete: "cascade" }),
    /** `webhook-id`: the same for every endpoint and every attempt. */
    eventId: text("event_id").notNull(),
    type: text("type").notNull(),
    /** As it is signed and sent, byte for byte. */
    body: text("body").notNull(),
    state: text("state", { enum: deliveryStates }).notNull().default("pending"),
    /** Since it was made or sent again by hand. */
    attempts: integer("attempts").notNull().default(0),
    nextAt: instant("next_at").notNull(),
    /** Of the last attempt: the HTTP status, or why there was none. */
    status: integer("status"),
    error: text("error"),
    createdAt: instant("created_at").notNull(),
    attemptedAt: instant("attempted_at"),
    deliveredAt: instant("delivered_at"),
  },
  (table) => [
    index("webhook_deliveries_due").on(table.endpointId, table.nextAt).where(sql`state = 'pending'`),
    index("webhook_deliveries_by_endpoint").on(table.endpointId, table.createdAt, table.id),
    index("webhook_deliveries_by_age").on(table.createdAt),
  ],
);
