import { eq } from "drizzle-orm";
import Stripe from "stripe";
import type { CreditLedger } from "../credits/ledger.ts";
import { PlatformError } from "../errors.ts";
import type { Database } from "../storage/database.ts";
import { billingEvents } from "../storage/schema/index.ts";
import { findPayer, linkCustomer, lockObject } from "./customers.ts";
import { parseEvent, readEvent, type Seen, type StripeEvent } from "./events/event.ts";
import { findOwnerAtStripe } from "./owner.ts";
import { applyDispute, applyPurchase, applyRefund } from "./purchases.ts";
import {
  type Applied,
  applyDeletion,
  applySubscription,
  findPlan,
  type SubscriptionOptions,
} from "./subscriptions.ts";

export interface WebhookOptions extends SubscriptionOptions {
  readonly db: Database;
  readonly ledger: CreditLedger;
  readonly stripe: Stripe;
  readonly webhookSecret: string;
}

/**
 * `waiting` = about a subscription of nobody yet. `ignored` = none of ours: another kind of event, or about a customer
 * or product that this installation does not know.
 */
export type WebhookOutcome = Applied["outcome"] | "duplicate";

/** How old a signature may be, in seconds. */
const toleranceSeconds = 300;

/**
 * Works off Stripe's events: each once, in one transaction, with the same result in whatever order they arrive. Each
 * leaves a line in the log.
 */
export async function handleWebhook(
  options: WebhookOptions,
  body: Uint8Array,
  signature: string | undefined,
): Promise<WebhookOutcome> {
  const { log } = options;
  try {
    const event = verify(body, signature ?? "", options.webhookSecret);
    const { outcome, uid } = await work(options, event);
    log.info({ event: event.id, type: event.type, outcome, uid }, "Stripe event");
    if (uid !== undefined) await options.ledger.refresh(uid);
    return outcome;
  } catch (error) {
    if (error instanceof PlatformError && error.code === "InvalidInput") {
      log.warn({ reason: error.message }, "A Stripe event cannot be worked off");
    }
    throw error;
  }
}

function verify(body: Uint8Array, signature: string, secret: string): StripeEvent {
  try {
    Stripe.webhooks.signature!.verifyHeader(Buffer.from(body), signature, secret, toleranceSeconds);
  } catch (error) {
    if (!(error instanceof Stripe.errors.StripeSignatureVerificationError)) throw error;
    const message = "The webhook is not signed by Stripe, or was signed too long ago";
    throw new PlatformError("InvalidSignature", message, { cause: error });
  }
  return parseEvent(parseJson(body));
}

function parseJson(body: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(body).toString());
  } catch {
    throw new PlatformError("InvalidInput", "The Stripe event is not JSON");
  }
}

async function work(options: WebhookOptions, event: StripeEvent): Promise<Applied | Duplicate> {
  const seen = readEvent(event);
  if (seen === undefined) return { outcome: "ignored" };
  const owned = await withOwner(options, seen);
  return options.db.transaction((tx) => applyOnce(options, tx, event, owned));
}

/** An event that tells a customer but no account: it was made at Stripe and not by our checkout. */
async function withOwner({ db, stripe, catalog, log }: WebhookOptions, seen: Seen): Promise<Seen> {
  if (!("uid" in seen) || seen.uid !== undefined || seen.customerId === undefined) return seen;
  if ("priceIds" in seen && findPlan(catalog, seen.priceIds) === undefined) return seen;
  const known = await findPayer(db, seen.customerId);
  return { ...seen, uid: known ?? (await findOwnerAtStripe({ db, stripe, log }, seen.customerId)) };
}

interface Duplicate {
  readonly outcome: "duplicate";
  readonly uid?: undefined;
}

/** An ignored event is not noted as done: the operator can send it again once the catalog knows the product. */
async function applyOnce(
  options: WebhookOptions,
  tx: Database,
  event: StripeEvent,
  seen: Seen,
): Promise<Applied | Duplicate> {
  await lockObject(tx, ("customerId" in seen ? seen.customerId : seen.paymentId) ?? event.id);
  const done = await tx.select().from(billingEvents).where(eq(billingEvents.id, event.id));
  if (done.length > 0) return { outcome: "duplicate" };
  const applied = await apply(options, tx, seen);
  if (applied.outcome === "applied")
    await tx.insert(billingEvents).values({ id: event.id, type: event.type });
  return applied;
}

async function apply(options: WebhookOptions, tx: Database, seen: Seen): Promise<Applied> {
  switch (seen.kind) {
    case "purchase": {
      if (seen.paymentId !== undefined) await lockObject(tx, seen.paymentId);
      const uid = await applyPurchase(tx, seen);
      if (uid !== undefined && seen.customerId !== undefined) await linkCustomer(tx, seen.customerId, uid);
      return appliedTo(uid);
    }
    case "refund":
      return appliedTo(await applyRefund(tx, seen));
    case "dispute":
      return appliedTo(await applyDispute(tx, seen));
    case "deletion":
      return applyDeletion(options, tx, seen);
    default:
      return applySubscription(options, tx, seen);
  }
}

function appliedTo(uid: string | undefined): Applied {
  return uid === undefined ? { outcome: "ignored" } : { outcome: "applied", uid };
}
