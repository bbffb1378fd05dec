import Stripe from "stripe";
import { PlatformError } from "../errors.ts";

/** The answer to a request to Stripe. @throws PlatformError `BillingUnavailable` */
export async function answered<Answer>(request: Promise<Answer>): Promise<Answer> {
  try {
    return await request;
  } catch (error) {
    if (!(error instanceof Stripe.errors.StripeError)) throw error;
    throw new PlatformError("BillingUnavailable", "Stripe does not answer or refused", {
      cause: error,
      retryAfterSeconds: 30,
    });
  }
}

/** The same, but undefined where Stripe does not have what is asked for any more. */
export async function answeredUnlessGone<Answer>(request: Promise<Answer>): Promise<Answer | undefined> {
  return answered(
    request.catch((error: unknown) => {
      if (!isGone(error)) throw error;
      return undefined;
    }),
  );
}

/** Something that the other mode's key would find is not gone: the operator has changed the key. */
export function isGone(error: unknown): boolean {
  return (
    error instanceof Stripe.errors.StripeError &&
    error.code === "resource_missing" &&
    !error.message.includes("a similar object exists in")
  );
}
