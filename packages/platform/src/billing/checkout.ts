import { PlatformError } from "../errors.ts";
import type { PlanCatalog } from "../plans/catalog.ts";
import type { Database } from "../storage/database.ts";
import { findCustomer } from "./customers.ts";
import { type EndGoneOptions, withoutGone } from "./end-gone.ts";
import { listSubscriptions } from "./entitlement.ts";
import { answered, answeredUnlessGone } from "./stripe-calls.ts";
import { entitlementOf } from "./subscription-state.ts";

export interface SellingOptions extends EndGoneOptions {
  readonly catalog: PlanCatalog;
}

/** Who buys. */
export interface Buyer {
  readonly uid: string;
  readonly email: string;
}

/** Where Stripe's pages send the buyer afterwards; absolute addresses. */
export interface ReturnUrls {
  readonly successUrl: string;
  readonly cancelUrl: string;
}

/** The address of the page where `buyer` subscribes to a plan, or moves the subscription there is to it. */
export async function planCheckoutUrl(
  options: SellingOptions,
  buyer: Buyer,
  label: string,
  urls: ReturnUrls,
): Promise<string> {
  const { db, stripe, catalog } = options;
  const price = catalog.find(label)?.stripePriceId;
  if (price === undefined)
    throw new PlatformError("NotFound", `There is no plan "${label}" that can be bought`);
  return withoutGone(options, buyer.uid, async () => {
    const live = (await listSubscriptions(db, buyer.uid)).find(
      (record) => entitlementOf(record).state === "live",
    );
    if (live !== undefined) {
      // A second checkout would make a second subscription, paid beside the first.
      const change = { type: "subscription_update", subscription_update: { subscription: live.id } } as const;
      const page = { customer: live.customerId, return_url: urls.successUrl, flow_data: change };
      return pageUrl(stripe.billingPortal.sessions.create(page));
    }
    return pageUrl(
      stripe.checkout.sessions.create({
        ...(await checkoutOf(db, buyer, urls)),
        mode: "subscription",
        line_items: [{ price, quantity: 1 }],
        subscription_data: { metadata: { uid: buyer.uid } },
      }),
    );
  });
}

/** The address of the page where `buyer` pays for a pack of prepaid credits. */
export async function packCheckoutUrl(
  options: SellingOptions,
  buyer: Buyer,
  credits: number,
  urls: ReturnUrls,
): Promise<string> {
  const { db, stripe, catalog } = options;
  const pack = catalog.prepaidPacks.find((offer) => offer.credits === credits);
  if (pack === undefined)
    throw new PlatformError("NotFound", `There is no pack of ${credits} prepaid credits`);
  const metadata = { uid: buyer.uid, credits: String(credits) };
  return withoutGone(options, buyer.uid, async () => {
    const checkout = await checkoutOf(db, buyer, urls);
    return pageUrl(
      stripe.checkout.sessions.create({
        ...checkout,
        mode: "payment",
        line_items: [{ price: pack.stripePriceId, quantity: 1 }],
        metadata,
        // By these a refund tells that it is one of credits.
        payment_intent_data: { metadata },
        ...("customer" in checkout ? {} : { customer_creation: "always" as const }),
      }),
    );
  });
}

/** The address of the page where the account's invoices, cards and subscriptions are looked after. */
export async function portalUrl(options: SellingOptions, uid: string, returnUrl: string): Promise<string> {
  return withoutGone(options, uid, async () => {
    const customer = await findCustomer(options.db, uid);
    if (customer === undefined)
      throw new PlatformError("NotFound", "The account has not bought anything yet");
    return pageUrl(options.stripe.billingPortal.sessions.create({ customer, return_url: returnUrl }));
  });
}

/** Cancels what the account pays for regularly, at once; for accounts that are deleted. What is gone needs no canceling. */
export async function cancelSubscriptions({ db, stripe }: SellingOptions, uid: string): Promise<void> {
  for (const record of await listSubscriptions(db, uid)) {
    if (entitlementOf(record).state === "live")
      await answeredUnlessGone(stripe.subscriptions.cancel(record.id));
  }
}

async function checkoutOf(db: Database, { uid, email }: Buyer, { successUrl, cancelUrl }: ReturnUrls) {
  const customer = await findCustomer(db, uid);
  return {
    success_url: successUrl,
    cancel_url: cancelUrl,
    client_reference_id: uid,
    ...(customer === undefined ? { customer_email: email } : { customer }),
  };
}

async function pageUrl(page: Promise<{ url: string | null }>): Promise<string> {
  const { url } = await answered(page);
  if (url === null) throw new PlatformError("BillingUnavailable", "Stripe made no page for this");
  return url;
}
