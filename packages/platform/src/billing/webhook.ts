import { eq } from "drizzle-orm";
import Stripe from "stripe";
import { grantPrepaid } from "../credits/changes.ts";
import type { CreditLedger } from "../credits/ledger.ts";
import { PlatformError } from "../errors.ts";
import type { Log } from "../log.ts";
import type { Plan, PlanCatalogue } from "../plans/catalogue.ts";
import type { Database } from "../storage/database.ts";
import { billingEvents, billingSubscriptions, users } from "../storage/schema/index.ts";
import { findPayer, linkCustomer, lockCustomer } from "./customers.ts";
import { applyEntitlement } from "./entitlement.ts";
import {
  type CustomerSeen,
  type InvoiceSeen,
  type PurchaseSeen,
  readEvent,
  type Seen,
  type SubscriptionSeen,
} from "./stripe-events.ts";
import { afterEvent, afterInvoice, entitlementOf, newRecord } from "./subscription-state.ts";

export interface WebhookOptions {
  readonly db: Database;
  readonly ledger: CreditLedger;
  readonly catalogue: PlanCatalogue;
  readonly webhookSecret: string;
  readonly log: Log;
}

/** `ignored` = none of ours: another kind of event, or about a customer or product that this installation does not know. */
export type WebhookOutcome = "applied" | "duplicate" | "ignored";

/** How old a signature may be, in seconds. */
const toleranceSeconds = 300;

/** Works off Stripe's events: each once, in one transaction, with the same result in whatever order they arrive. */
export async function handleWebhook(
  options: WebhookOptions,
  body: Uint8Array,
  signature: string | undefined,
): Promise<WebhookOutcome> {
  const event = verify(body, signature ?? "", options.webhookSecret);
  const seen = readEvent(event);
  if (seen === undefined) return "ignored";
  const { outcome, uid } = await options.db.transaction((tx) => applyOnce(options, tx, event, seen));
  options.log.info({ event: event.id, type: event.type, outcome, uid }, "Stripe event");
  if (uid !== undefined) await options.ledger.refresh(uid);
  return outcome;
}

function verify(body: Uint8Array, signature: string, secret: string): Stripe.Event {
  try {
    return Stripe.webhooks.constructEvent(Buffer.from(body), signature, secret, toleranceSeconds);
  } catch (error) {
    if (!(error instanceof Stripe.errors.StripeSignatureVerificationError)) throw error;
    throw new PlatformError(
      "InvalidSignature",
      "The webhook is not signed by Stripe, or was signed too long ago",
      {
        cause: error,
      },
    );
  }
}

/** What came of an event, and the account that it was about. */
interface Applied {
  readonly outcome: WebhookOutcome;
  readonly uid?: string | undefined;
}

/** An ignored event is not noted as done: the operator can send it again once the catalogue knows the product. */
async function applyOnce(
  options: WebhookOptions,
  tx: Database,
  event: Stripe.Event,
  seen: Seen,
): Promise<Applied> {
  await lockCustomer(tx, seen.customerId ?? event.id);
  const done = await tx.select().from(billingEvents).where(eq(billingEvents.id, event.id));
  if (done.length > 0) return { outcome: "duplicate" };
  const applied =
    seen.kind === "purchase" ? await applyPurchase(tx, seen) : await applyToSubscriptions(options, tx, seen);
  if (applied.outcome === "applied")
    await tx.insert(billingEvents).values({ id: event.id, type: event.type });
  return applied;
}

async function applyPurchase(tx: Database, { id, customerId, uid, credits }: PurchaseSeen): Promise<Applied> {
  const [account] = await tx.select({ id: users.id }).from(users).where(eq(users.id, uid));
  if (account === undefined) return { outcome: "ignored" };
  if (customerId !== undefined) await linkCustomer(tx, customerId, uid);
  await grantPrepaid(tx, { id: `stripe:${id}`, uid, credits, at: new Date() });
  return { outcome: "applied", uid };
}

type AboutSubscription = SubscriptionSeen | InvoiceSeen | CustomerSeen;

async function applyToSubscriptions(
  options: WebhookOptions,
  tx: Database,
  seen: AboutSubscription,
): Promise<Applied> {
  const linked = seen.uid !== undefined && (await linkCustomer(tx, seen.customerId, seen.uid));
  const uid = await findPayer(tx, seen.customerId);
  const change = seen.kind === "customer" ? "unchanged" : await recordSubscription(options, tx, seen);
  if (change === "unknown product" || (seen.kind === "customer" && uid === undefined))
    return { outcome: "ignored" };
  if (uid !== undefined && (linked || change !== "unchanged")) {
    await applyEntitlement(tx, options.catalogue, uid, change === "ended");
  }
  return { outcome: "applied", uid };
}

type RecordChange = "unknown product" | "unchanged" | "changed" | "ended";

/** Writes down what the event tells of the subscription. What it gives to whom is worked out from that afterwards. */
async function recordSubscription(
  { catalogue, log }: WebhookOptions,
  tx: Database,
  seen: SubscriptionSeen | InvoiceSeen,
): Promise<RecordChange> {
  const plan = findPlan(catalogue, seen.priceIds)?.label ?? null;
  const [known] = await tx.select().from(billingSubscriptions).where(eq(billingSubscriptions.id, seen.id));
  const record = known ?? newRecord(seen.id, seen.customerId);
  const next = seen.kind === "invoice" ? afterInvoice(record, seen, plan) : afterEvent(record, seen, plan);
  const hasEnded = entitlementOf(next).state === "ended";
  if (plan === null && !(known && hasEnded)) {
    log.warn(
      { subscription: seen.id, prices: seen.priceIds },
      "No plan of the catalogue has this Stripe price",
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

function findPlan({ plans }: PlanCatalogue, priceIds: readonly string[]): Plan | undefined {
  return plans.find(({ stripePriceId }) => stripePriceId !== undefined && priceIds.includes(stripePriceId));
}
