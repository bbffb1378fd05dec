import { z } from "zod";
import type { BillingPeriod } from "../../credits/calendar.ts";
import { metadata, period, reference, unix, word } from "./fields.ts";

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

const schema = z.object({
  id: word,
  customer: reference,
  status: word,
  metadata,
  current_period_start: unix.nullish(),
  current_period_end: unix.nullish(),
  items: z.object({
    data: z.array(
      z.object({
        price: z.object({ id: word }),
        current_period_start: unix.nullish(),
        current_period_end: unix.nullish(),
      }),
    ),
  }),
});

/** @throws ZodError */
export function readSubscription(object: unknown, at: number, rank: number): SubscriptionSeen {
  const { id, customer, status, items, ...seen } = schema.parse(object);
  const [item] = items.data;
  const start = seen.current_period_start ?? item?.current_period_start;
  const end = seen.current_period_end ?? item?.current_period_end;
  const known = start != null && end != null ? period.parse({ start, end }) : undefined;
  return {
    kind: "subscription",
    id,
    customerId: customer,
    uid: seen.metadata?.uid,
    at,
    rank,
    status,
    priceIds: items.data.map(({ price }) => price.id),
    period: known ? { startUnix: known.start, endUnix: known.end } : null,
  };
}
