import { eq } from "drizzle-orm";
import type Stripe from "stripe";
import type { CreditLedger } from "../credits/ledger.ts";
import { PlatformError } from "../errors.ts";
import type { Database } from "../storage/database.ts";
import { billingCustomers, billingSubscriptions } from "../storage/schema/index.ts";
import { lockObject } from "./customers.ts";
import { applyEntitlement, listSubscriptions } from "./entitlement.ts";
import { answeredUnlessGone, isGone } from "./stripe-calls.ts";
import { deletedRank, entitlementOf } from "./subscription-state.ts";
import { applyDeletion, type SubscriptionOptions } from "./subscriptions.ts";

export interface EndGoneOptions extends SubscriptionOptions {
  readonly db: Database;
  readonly stripe: Stripe;
  readonly ledger: CreditLedger;
}

/**
 * Makes a page of Stripe's for the account. Where Stripe lacks what the page is about, because an event was missed, what
 * is gone is ended here too, and the page is made once more without it.
 */
export async function withoutGone<Page>(
  options: EndGoneOptions,
  uid: string,
  make: () => Promise<Page>,
): Promise<Page> {
  try {
    return await make();
  } catch (error) {
    if (!(error instanceof PlatformError && isGone(error.cause))) throw error;
    await endGone(options, uid);
    return make();
  }
}

async function endGone(options: EndGoneOptions, uid: string): Promise<void> {
  const { db, stripe, ledger } = options;
  const at = Math.floor(Date.now() / 1000);
  const customers = await db.select().from(billingCustomers).where(eq(billingCustomers.uid, uid));
  for (const { customerId } of customers) {
    const customer = await answeredUnlessGone(stripe.customers.retrieve(customerId));
    if (customer && !customer.deleted) continue;
    await db.transaction(async (tx) => {
      await lockObject(tx, customerId);
      await applyDeletion(options, tx, { kind: "deletion", customerId, at });
    });
  }
  for (const record of await listSubscriptions(db, uid)) {
    if (entitlementOf(record).state !== "live") continue;
    if (await answeredUnlessGone(stripe.subscriptions.retrieve(record.id))) continue;
    await db.transaction(async (tx) => {
      await lockObject(tx, record.customerId);
      await tx
        .update(billingSubscriptions)
        .set({ status: "canceled", eventAt: at, eventRank: deletedRank })
        .where(eq(billingSubscriptions.id, record.id));
      await applyEntitlement(tx, options.catalog, uid, true);
    });
  }
  await ledger.refresh(uid);
}
