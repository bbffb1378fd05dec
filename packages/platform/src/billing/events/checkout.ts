import { z } from "zod";
import { metadata, reference, word } from "./fields.ts";

/** A finished checkout of a subscription: tells whose the customer is. */
export interface CheckoutSeen {
  readonly kind: "checkout";
  readonly customerId: string;
  readonly uid: string | undefined;
}

/** A finished and paid checkout of prepaid credits; `id` is the checkout's. */
export interface PurchaseSeen {
  readonly kind: "purchase";
  readonly id: string;
  /** The payment intent; undefined where nothing had to be paid. */
  readonly paymentId: string | undefined;
  readonly customerId: string | undefined;
  readonly uid: string | undefined;
  readonly credits: number;
}

/** As `String` writes them; at most as many as a pack of the catalog may have. */
const credits = z
  .string()
  .regex(/^[1-9][0-9]*$/, "is not a whole number of credits")
  .transform(Number)
  .refine((count) => count <= 1_000_000_000, "is more than 1,000,000,000 credits");

const schema = z.object({
  id: word,
  mode: word,
  payment_status: word,
  payment_intent: reference.nullish(),
  customer: reference.nullish(),
  client_reference_id: word.nullish(),
  metadata,
});

/** Undefined for a checkout of something else, or one that is not paid yet. @throws ZodError */
export function readCheckout(object: unknown): CheckoutSeen | PurchaseSeen | undefined {
  const seen = schema.parse(object);
  const uid = seen.client_reference_id ?? seen.metadata?.uid;
  const customerId = seen.customer ?? undefined;
  if (seen.mode === "subscription") {
    return customerId === undefined ? undefined : { kind: "checkout", customerId, uid };
  }
  const isPaidPack = seen.mode === "payment" && seen.payment_status !== "unpaid" && seen.metadata?.credits;
  if (!isPaidPack) return undefined;
  return {
    kind: "purchase",
    id: seen.id,
    paymentId: seen.payment_intent ?? undefined,
    customerId,
    uid,
    credits: z.object({ metadata: z.object({ credits }) }).parse(object).metadata.credits,
  };
}
