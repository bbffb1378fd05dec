import { z } from "zod";
import type { BillingPeriod } from "../../credits/calendar.ts";
import { metadata, period, reference, word } from "./fields.ts";

/** A paid invoice of a subscription's regular period. */
export interface InvoiceSeen {
  readonly kind: "invoice";
  readonly id: string;
  readonly customerId: string;
  readonly uid: string | undefined;
  readonly priceIds: readonly string[];
  readonly period: BillingPeriod;
}

const schema = z.object({
  customer: reference,
  billing_reason: word.nullish(),
  subscription: reference.nullish(),
  subscription_details: z.object({ metadata }).nullish(),
  parent: z
    .object({ subscription_details: z.object({ subscription: reference, metadata }).nullish() })
    .nullish(),
  lines: z.object({
    data: z.array(
      z.object({
        period,
        proration: z.boolean().nullish(),
        parent: z
          .object({ subscription_item_details: z.object({ proration: z.boolean().nullish() }).nullish() })
          .nullish(),
        price: z.object({ id: word }).nullish(),
        pricing: z.object({ price_details: z.object({ price: reference }).nullish() }).nullish(),
      }),
    ),
  }),
});

/** Invoices of other reasons are for parts of a period and say nothing about where it begins. */
const regularReasons = ["subscription_create", "subscription_cycle"];

/** @throws ZodError */
export function readInvoice(object: unknown): InvoiceSeen | undefined {
  const seen = schema.parse(object);
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
