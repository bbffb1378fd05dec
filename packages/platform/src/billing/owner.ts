import Stripe from "stripe";
import { PlatformError } from "../errors.ts";
import type { Log } from "../log.ts";
import type { Database } from "../storage/database.ts";
import { findOwnerOfEmail } from "./customers.ts";
import { answeredUnlessGone } from "./stripe-calls.ts";

interface OwnerOptions {
  readonly db: Database;
  readonly stripe: Stripe;
  readonly log: Log;
}

/** Stripe waits for our answer meanwhile. */
const asking = { timeout: 5_000, maxNetworkRetries: 0 };

/**
 * The account whose confirmed address the customer has at Stripe; undefined when there is none.
 *
 * @throws PlatformError `BillingUnavailable` when Stripe does not answer: it sends the event again
 */
export async function findOwnerAtStripe(
  { db, stripe, log }: OwnerOptions,
  customerId: string,
): Promise<string | undefined> {
  try {
    const customer = await answeredUnlessGone(stripe.customers.retrieve(customerId, {}, asking));
    const email = customer === undefined || customer.deleted ? undefined : customer.email;
    return email ? await findOwnerOfEmail(db, email) : undefined;
  } catch (error) {
    if (!(error instanceof PlatformError && isForGood(error.cause))) throw error;
    log.warn({ customer: customerId }, "STRIPE_SECRET_KEY may not read customers: this one stays unknown");
    return undefined;
  }
}

/** Asking again would get the same answer. */
function isForGood(error: unknown): boolean {
  const { StripeAuthenticationError, StripePermissionError, StripeInvalidRequestError } = Stripe.errors;
  return [StripeAuthenticationError, StripePermissionError, StripeInvalidRequestError].some(
    (kind) => error instanceof kind,
  );
}
