import { z } from "zod";
import { invalidInput, parseInput } from "../../input.ts";
import { deletedRank } from "../subscription-state.ts";
import { type CheckoutSeen, type PurchaseSeen, readCheckout } from "./checkout.ts";
import { unix, word } from "./fields.ts";
import { type InvoiceSeen, readInvoice } from "./invoice.ts";
import { type DisputeSeen, type RefundSeen, readDispute, readRefund } from "./repayment.ts";
import { readSubscription, type SubscriptionSeen } from "./subscription.ts";

/** The customer was deleted at Stripe, and all of its subscriptions were. */
export interface DeletionSeen {
  readonly kind: "deletion";
  readonly customerId: string;
  readonly at: number;
}

export type Seen =
  | SubscriptionSeen
  | InvoiceSeen
  | CheckoutSeen
  | PurchaseSeen
  | RefundSeen
  | DisputeSeen
  | DeletionSeen;

/** An event as far as it is read here; `created` in unix seconds. */
export interface StripeEvent {
  readonly id: string;
  readonly type: string;
  readonly created: number;
  readonly data: { readonly object: unknown };
}

const envelope = z.object({
  id: word.min(1),
  type: word.min(1),
  created: unix,
  data: z.object({ object: z.unknown() }),
});

type Read = (object: unknown, at: number) => Seen | undefined;

const readers: Readonly<Record<string, Read>> = {
  "customer.subscription.created": (object, at) => readSubscription(object, at, 0),
  "customer.subscription.updated": (object, at) => readSubscription(object, at, 1),
  "customer.subscription.deleted": (object, at) => readSubscription(object, at, deletedRank),
  "customer.deleted": (object, at) => ({
    kind: "deletion",
    customerId: z.object({ id: word.min(1) }).parse(object).id,
    at,
  }),
  "invoice.paid": readInvoice,
  "checkout.session.completed": readCheckout,
  "checkout.session.async_payment_succeeded": readCheckout,
  "charge.refunded": readRefund,
  "charge.dispute.created": readDispute,
  "charge.dispute.closed": readDispute,
};

/** @throws PlatformError `InvalidInput` when it is no event at all */
export function parseEvent(body: unknown): StripeEvent {
  return parseInput(envelope, body, "The Stripe event");
}

/**
 * What the event tells; undefined when it is none of ours.
 *
 * @throws PlatformError `InvalidInput` when it lacks what every such event has, or says what cannot be
 */
export function readEvent({ id, type, created, data: { object } }: StripeEvent): Seen | undefined {
  const read = Object.hasOwn(readers, type) ? readers[type] : undefined;
  if (read === undefined) return undefined;
  try {
    return read(object, created);
  } catch (error) {
    if (!(error instanceof z.ZodError)) throw error;
    throw invalidInput(error, `The Stripe event ${id} (${type})`);
  }
}
