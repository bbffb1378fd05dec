import { z } from "zod";
import type { BillingPeriod } from "../credits/calendar.ts";

/** What a subscription was at a moment, by one of its own events. */
export interface SubscriptionSeen {
  readonly kind: "subscription";
  readonly id: string;
  readonly customerId: string;
  readonly uid: string | undefined;
  /** Stripe's time of the event, unix seconds. */
  readonly at: number;
  /** Orders events of the same second: created, updated, deleted. */
  readonly rank: number;
  readonly status: string;
  readonly priceIds: readonly string[];
  readonly period: BillingPeriod | null;
}

/** A paid invoice of a subscription's regular period. */
export interface InvoiceSeen {
  readonly kind: "invoice";
  readonly id: string;
  readonly customerId: string;
  readonly uid: string | undefined;
  readonly priceIds: readonly string[];
  readonly period: BillingPeriod;
}

/** A finished checkout of a subscription: tells whose the customer is. */
export interface CustomerSeen {
  readonly kind: "customer";
  readonly customerId: string;
  readonly uid: string | undefined;
}

/** A finished and paid checkout of prepaid credits; `id` is the checkout's. */
export interface PurchaseSeen {
  readonly kind: "purchase";
  readonly id: string;
  readonly customerId: string | undefined;
  readonly uid: string;
  readonly credits: number;
}

export type Seen = SubscriptionSeen | InvoiceSeen | CustomerSeen | PurchaseSeen;

// Only what is read is described; Stripe answers an object or its id in many places, depending on the API version.
const reference = z.union([z.string(), z.object({ id: z.string() }).transform(({ id }) => id)]);
const metadata = z.object({ uid: z.string().optional(), credits: z.string().optional() }).nullish();
const unix = z.number().int();

const subscription = z.object({
  id: z.string(),
  customer: reference,
  status: z.string(),
  metadata,
  current_period_start: unix.nullish(),
  current_period_end: unix.nullish(),
  items: z.object({
    data: z.array(
      z.object({
        price: z.object({ id: z.string() }),
        current_period_start: unix.nullish(),
        current_period_end: unix.nullish(),
      }),
    ),
  }),
});

const invoice = z.object({
  customer: reference,
  billing_reason: z.string().nullish(),
  subscription: reference.nullish(),
  subscription_details: z.object({ metadata }).nullish(),
  parent: z
    .object({ subscription_details: z.object({ subscription: reference, metadata }).nullish() })
    .nullish(),
  lines: z.object({
    data: z.array(
      z.object({
        period: z.object({ start: unix, end: unix }),
        proration: z.boolean().nullish(),
        parent: z
          .object({ subscription_item_details: z.object({ proration: z.boolean().nullish() }).nullish() })
          .nullish(),
        price: z.object({ id: z.string() }).nullish(),
        pricing: z.object({ price_details: z.object({ price: reference }).nullish() }).nullish(),
      }),
    ),
  }),
});

const checkout = z.object({
  id: z.string(),
  mode: z.string(),
  payment_status: z.string(),
  customer: reference.nullish(),
  client_reference_id: z.string().nullish(),
  metadata,
});

const ranks: Readonly<Record<string, number>> = {
  "customer.subscription.created": 0,
  "customer.subscription.updated": 1,
  "customer.subscription.deleted": 2,
};

/** Invoices of other reasons are for parts of a period and say nothing about where it begins. */
const regularReasons = ["subscription_create", "subscription_cycle"];

/** An event as far as it is read here; `created` in unix seconds. */
export interface StripeEvent {
  readonly type: string;
  readonly created: number;
  readonly data: { readonly object: unknown };
}

/** What the event tells; undefined when it is none of ours. Throws `ZodError` when it lacks what every such event has. */
export function readEvent({ type, created, data: { object } }: StripeEvent): Seen | undefined {
  const rank = ranks[type];
  if (rank !== undefined) return readSubscription(subscription.parse(object), created, rank);
  if (type === "invoice.paid") return readInvoice(invoice.parse(object));
  if (type === "checkout.session.completed" || type === "checkout.session.async_payment_succeeded") {
    return readCheckout(checkout.parse(object));
  }
  return undefined;
}

function readSubscription(seen: z.output<typeof subscription>, at: number, rank: number): SubscriptionSeen {
  const { id, customer, status, items } = seen;
  const [item] = items.data;
  const start = seen.current_period_start ?? item?.current_period_start;
  const end = seen.current_period_end ?? item?.current_period_end;
  return {
    kind: "subscription",
    id,
    customerId: customer,
    uid: seen.metadata?.uid,
    at,
    rank,
    status,
    priceIds: items.data.map(({ price }) => price.id),
    period: start == null || end == null ? null : { startUnix: start, endUnix: end },
  };
}

function readInvoice(seen: z.output<typeof invoice>): InvoiceSeen | undefined {
  const details = seen.parent?.subscription_details;
  const id = details?.subscription ?? seen.subscription;
  const regular = seen.lines.data.filter(
    (line) => !(line.proration ?? line.parent?.subscription_item_details?.proration),
  );
  const [last] = regular.toSorted((a, b) => b.period.start - a.period.start);
  const reason = seen.billing_reason ?? "subscription_cycle";
  if (id == null || last === undefined || !regularReasons.includes(reason)) return undefined;
  return {
    kind: "invoice",
    id,
    customerId: seen.customer,
    uid: details?.metadata?.uid ?? seen.subscription_details?.metadata?.uid,
    priceIds: regular.flatMap(({ price, pricing }) => pricing?.price_details?.price ?? price?.id ?? []),
    period: { startUnix: last.period.start, endUnix: last.period.end },
  };
}

function readCheckout(seen: z.output<typeof checkout>): CustomerSeen | PurchaseSeen | undefined {
  const uid = seen.client_reference_id ?? seen.metadata?.uid;
  const customerId = seen.customer ?? undefined;
  if (seen.mode === "subscription")
    return customerId === undefined ? undefined : { kind: "customer", customerId, uid };
  const credits = Number(seen.metadata?.credits ?? 0);
  const paid = seen.payment_status !== "unpaid";
  if (
    seen.mode !== "payment" ||
    !paid ||
    uid === undefined ||
    !(Number.isSafeInteger(credits) && credits > 0)
  ) {
    return undefined;
  }
  return { kind: "purchase", id: seen.id, customerId, uid, credits };
}
