import { eq } from "drizzle-orm";
import type { Log } from "../log.ts";
import type { Plan, PlanCatalog } from "../plans/catalog.ts";
import type { Database } from "../storage/database.ts";
import { billingSubscriptions } from "../storage/schema/index.ts";
import { endCustomer, findPayer, linkCustomer } from "./customers.ts";
import { applyEntitlement } from "./entitlement.ts";
import type { CheckoutSeen } from "./events/checkout.ts";
import type { DeletionSeen } from "./events/event.ts";
import type { InvoiceSeen } from "./events/invoice.ts";
import type { SubscriptionSeen } from "./events/subscription.ts";
import { afterEvent, afterInvoice, entitlementOf, newRecord } from "./subscription-state.ts";

export interface SubscriptionOptions {
  readonly catalog: PlanCatalog;
  readonly log: Log;
}

/** What came of an event about a subscription: `waiting` = it is written down, but nobody knows yet whose it is. */
export interface Applied {
  readonly outcome: "applied" | "waiting" | "ignored";
  readonly uid?: string | undefined;
}

/** Writes down what the event tells, and gives the account what its subscriptions are worth now. */
export async function applySubscription(
  options: SubscriptionOptions,
  tx: Database,
  seen: SubscriptionSeen | InvoiceSeen | CheckoutSeen,
): Promise<Applied> {
  const linked = seen.uid !== undefined && (await linkCustomer(tx, seen.customerId, seen.uid));
  const uid = await findPayer(tx, seen.customerId);
  const change = seen.kind === "checkout" ? "unchanged" : await recordSubscription(options, tx, seen);
  if (change === "unknown product") return { outcome: "ignored" };
  if (uid === undefined) return { outcome: seen.kind === "checkout" ? "ignored" : "waiting" };
  if (linked || change !== "unchanged") {
    await applyEntitlement(tx, options.catalog, uid, change === "ended");
  }
  return { outcome: "applied", uid };
}

/** Ends what a deleted customer had; the account stays, and may become another customer. */
export async function applyDeletion(
  { catalog }: SubscriptionOptions,
  tx: Database,
  { customerId, at }: DeletionSeen,
): Promise<Applied> {
  const uid = await findPayer(tx, customerId);
  const hadPlan = await endCustomer(tx, customerId, at);
  if (uid === undefined) return { outcome: "ignored" };
  await applyEntitlement(tx, catalog, uid, hadPlan);
  return { outcome: "applied", uid };
}

/** The plan that one of the prices is for. */
export function findPlan({ plans }: PlanCatalog, priceIds: readonly string[]): Plan | undefined {
  return plans.find(({ stripePriceId }) => stripePriceId !== undefined && priceIds.includes(stripePriceId));
}

type RecordChange = "unknown product" | "unchanged" | "changed" | "ended";

async function recordSubscription(
  { catalog, log }: SubscriptionOptions,
  tx: Database,
  seen: SubscriptionSeen | InvoiceSeen,
): Promise<RecordChange> {
  const plan = findPlan(catalog, seen.priceIds)?.label ?? null;
  const [known] = await tx.select().from(billingSubscriptions).where(eq(billingSubscriptions.id, seen.id));
  const record = known ?? newRecord(seen.id, seen.customerId);
  const next = seen.kind === "invoice" ? afterInvoice(record, seen, plan) : afterEvent(record, seen, plan);
  const hasEnded = entitlementOf(next).state === "ended";
  if (plan === null && !(known && hasEnded)) {
    log.warn(
      { subscription: seen.id, prices: seen.priceIds },
      "No plan of the catalog has this Stripe price",
    );
    return "unknown product";
  }
  if (next === record) return "unchanged";
  await tx
    .insert(billingSubscriptions)
    .values(next)
    .onConflictDoUpdate({ target: billingSubscriptions.id, set: next });
  if (!hasEnded) return "changed";
  return seen.kind === "subscription" ? "ended" : "unchanged";
}
