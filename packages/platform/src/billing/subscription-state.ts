import type { BillingPeriod } from "../credits/calendar.ts";
import type { billingSubscriptions } from "../storage/schema/index.ts";
import type { InvoiceSeen } from "./events/invoice.ts";
import type { SubscriptionSeen } from "./events/subscription.ts";

/** The newest that is known of a subscription. */
export type SubscriptionRecord = typeof billingSubscriptions.$inferSelect;

/** A subscription of which nothing is known yet. */
export function newRecord(id: string, customerId: string): SubscriptionRecord {
  return {
    id,
    customerId,
    eventAt: null,
    eventRank: null,
    status: null,
    plan: null,
    periodStart: null,
    periodEnd: null,
    invoicePlan: null,
    invoicePeriodStart: null,
    invoicePeriodEnd: null,
  };
}

/** Takes over an event, unless a newer one is known: events may arrive in any order. */
export function afterEvent(
  record: SubscriptionRecord,
  seen: SubscriptionSeen,
  plan: string | null,
): SubscriptionRecord {
  const { at, rank, status, period } = seen;
  const next: SubscriptionRecord = {
    ...record,
    eventAt: at,
    eventRank: rank,
    status,
    plan,
    periodStart: period?.startUnix ?? null,
    periodEnd: period?.endUnix ?? null,
  };
  return isNewer(next, record) ? next : record;
}

/** Takes over a paid invoice, unless one of a later period is known. */
export function afterInvoice(
  record: SubscriptionRecord,
  seen: InvoiceSeen,
  plan: string | null,
): SubscriptionRecord {
  if (seen.period.startUnix <= (record.invoicePeriodStart ?? -1)) return record;
  return {
    ...record,
    invoicePlan: plan,
    invoicePeriodStart: seen.period.startUnix,
    invoicePeriodEnd: seen.period.endUnix,
  };
}

/** The rank of a subscription's end, as `SubscriptionSeen` has it: nothing comes after. */
export const deletedRank = 2;

/**
 * Stripe's times are whole seconds, and a checkout sends several events in one: the kind of event decides then, the
 * later period, and last that a subscription is first incomplete and then something else.
 */
function isNewer(next: SubscriptionRecord, known: SubscriptionRecord): boolean {
  const order = ({ eventAt, eventRank, periodStart, status }: SubscriptionRecord): number[] => [
    eventAt ?? -1,
    eventRank ?? -1,
    periodStart ?? -1,
    status === "incomplete" ? 0 : 1,
  ];
  const before = order(known);
  for (const [index, value] of order(next).entries()) {
    if (value !== before[index]) return value > before[index]!;
  }
  return false;
}

/** What a subscription gives: `pending` = it was never paid, and says nothing about the account. */
export type Entitlement =
  | { readonly state: "live"; readonly plan: string; readonly period: BillingPeriod | null }
  | { readonly state: "ended" | "pending" };

/** Stripe collects an overdue payment again by itself for a while; the plan stays until it gives up. */
export const liveStatuses = ["active", "trialing", "past_due"];
const pendingStatuses = ["incomplete", "incomplete_expired"];

export function entitlementOf(record: SubscriptionRecord): Entitlement {
  const status = record.status ?? "active";
  const plan = record.plan ?? record.invoicePlan;
  if (pendingStatuses.includes(status)) return { state: "pending" };
  if (!liveStatuses.includes(status)) return { state: "ended" };
  if (plan === null) return { state: "pending" };
  const own = periodOf(record.periodStart, record.periodEnd);
  const paid = periodOf(record.invoicePeriodStart, record.invoicePeriodEnd);
  const paidIsLater = paid !== null && paid.startUnix > (own?.startUnix ?? -1);
  return { state: "live", plan, period: paidIsLater ? paid : own };
}

function periodOf(startUnix: number | null, endUnix: number | null): BillingPeriod | null {
  return startUnix === null || endUnix === null ? null : { startUnix, endUnix };
}
