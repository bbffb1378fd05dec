import { eq, getTableColumns, sql } from "drizzle-orm";
import { setBillingPeriod } from "../credits/changes.ts";
import type { PlanCatalog } from "../plans/catalog.ts";
import type { Database } from "../storage/database.ts";
import { billingCustomers, billingSubscriptions, users } from "../storage/schema/index.ts";
import { type Entitlement, entitlementOf, type SubscriptionRecord } from "./subscription-state.ts";

/** Every subscription that anybody pays for the account. */
export async function listSubscriptions(db: Database, uid: string): Promise<SubscriptionRecord[]> {
  return db
    .select(getTableColumns(billingSubscriptions))
    .from(billingSubscriptions)
    .innerJoin(billingCustomers, eq(billingCustomers.customerId, billingSubscriptions.customerId))
    .where(eq(billingCustomers.uid, uid));
}

/**
 * Gives the account the plan and the period of its best live subscription. Without one the account goes back to the
 * default plan and calendar months, but only where `hasEnded` says that it is a subscription's end that brought us here:
 * a plan that the administrator gave stays.
 */
export async function applyEntitlement(
  transaction: Database,
  catalog: PlanCatalog,
  uid: string,
  hasEnded: boolean,
): Promise<void> {
  // Events of the account's other customers wait here, so that the last one sees all subscriptions.
  await transaction.select({ id: users.id }).from(users).where(eq(users.id, uid)).for("update");
  const entitlements = (await listSubscriptions(transaction, uid)).map(entitlementOf).filter(isLive);
  const credits = ({ plan }: Live): number => catalog.find(plan)?.includedCredits ?? 0;
  const [best] = entitlements.toSorted((a, b) => credits(b) - credits(a));
  if (best === undefined && !hasEnded) return;
  await transaction
    .update(users)
    .set({ plan: best?.plan ?? catalog.defaultPlan.label, updatedAt: sql`now()` })
    .where(eq(users.id, uid));
  await setBillingPeriod(transaction, uid, best?.period ?? null);
}

type Live = Extract<Entitlement, { state: "live" }>;

function isLive(entitlement: Entitlement): entitlement is Live {
  return entitlement.state === "live";
}
