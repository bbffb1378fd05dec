import { bigint, boolean, index, integer, pgTable, text, timestamp } from "drizzle-orm/pg-core";
import { users } from "./accounts.ts";

const unixSeconds = (name: string) => bigint(name, { mode: "number" });

/** Whose account a Stripe customer pays for. */
export const billingCustomers = pgTable(
  "billing_customers",
  {
    customerId: text("customer_id").primaryKey(),
    uid: text("uid")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
  },
  (table) => [index("billing_customers_by_account").on(table.uid)],
);

/**
 * The newest that is known of a Stripe subscription, from its own events (`status`, `plan`, `period…`, as of
 * `eventAt`) and from paid invoices (`invoice…`): kept apart, so that the order in which events arrive does not matter.
 */
export const billingSubscriptions = pgTable(
  "billing_subscriptions",
  {
    id: text("id").primaryKey(),
    customerId: text("customer_id").notNull(),
    /** Stripe's time of the event that `status`, `plan` and `period…` come from; null when there was only an invoice. */
    eventAt: unixSeconds("event_at"),
    /** Orders events of the same second: created, updated, deleted. */
    eventRank: integer("event_rank"),
    status: text("status"),
    plan: text("plan"),
    periodStart: unixSeconds("period_start"),
    periodEnd: unixSeconds("period_end"),
    invoicePlan: text("invoice_plan"),
    invoicePeriodStart: unixSeconds("invoice_period_start"),
    invoicePeriodEnd: unixSeconds("invoice_period_end"),
  },
  (table) => [index("billing_subscriptions_by_customer").on(table.customerId)],
);

/**
 * The newest that is known of the payment of a pack of prepaid credits: from the checkout (`uid`, `credits`), from
 * refunds (`amount…`) and from disputes, kept apart because these may arrive in any order.
 */
export const billingPurchases = pgTable("billing_purchases", {
  /** Stripe's payment intent. */
  paymentId: text("payment_id").primaryKey(),
  uid: text("uid").references(() => users.id, { onDelete: "cascade" }),
  credits: integer("credits"),
  /** In the currency's smallest unit: what was paid, and the most that is known to have been paid back. */
  amount: bigint("amount", { mode: "number" }),
  amountRefunded: bigint("amount_refunded", { mode: "number" }).notNull().default(0),
  /** Whether the payer's bank has the money, as of Stripe's time `disputeAt`. */
  disputed: boolean("disputed").notNull().default(false),
  disputeAt: unixSeconds("dispute_at"),
  /** Credits that were taken back so far. */
  takenBack: integer("taken_back").notNull().default(0),
});

/** Stripe events that were worked off; an event delivered twice is found here. */
export const billingEvents = pgTable("billing_events", {
  id: text("id").primaryKey(),
  type: text("type").notNull(),
  receivedAt: timestamp("received_at", { withTimezone: true }).notNull().defaultNow(),
});
