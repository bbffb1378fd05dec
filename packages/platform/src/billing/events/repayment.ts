import { z } from "zod";
import { metadata, money, reference, word } from "./fields.ts";

/** How much of a payment was paid back until now. */
export interface RefundSeen {
  readonly kind: "refund";
  readonly paymentId: string;
  readonly amount: number;
  readonly amountRefunded: number;
  /** The payment was for a pack of prepaid credits. */
  readonly isForCredits: boolean;
}

/** The payer's bank took a payment back, or gave it again. */
export interface DisputeSeen {
  readonly kind: "dispute";
  readonly paymentId: string;
  readonly at: number;
  readonly isWithdrawn: boolean;
}

const charge = z.object({
  payment_intent: reference.nullish(),
  amount: money,
  amount_refunded: money,
  metadata,
});

const dispute = z.object({ payment_intent: reference.nullish(), status: word });

/** Inquiries (`warning_…`) take no money, and a dispute that was won gives it back. */
const withdrawn = ["needs_response", "under_review", "lost"];

/** Undefined for a payment without a payment intent, which none of ours is. @throws ZodError */
export function readRefund(object: unknown): RefundSeen | undefined {
  const seen = charge.parse(object);
  if (seen.payment_intent == null) return undefined;
  return {
    kind: "refund",
    paymentId: seen.payment_intent,
    amount: seen.amount,
    amountRefunded: seen.amount_refunded,
    isForCredits: seen.metadata?.credits !== undefined,
  };
}

/** As `readRefund`. @throws ZodError */
export function readDispute(object: unknown, at: number): DisputeSeen | undefined {
  const { payment_intent: paymentId, status } = dispute.parse(object);
  return paymentId == null
    ? undefined
    : { kind: "dispute", paymentId, at, isWithdrawn: withdrawn.includes(status) };
}
