import Stripe from "stripe";
import { PlatformError } from "../errors.ts";
import { withStorageErrors } from "../storage/unavailable.ts";
import {
  type Buyer,
  cancelSubscriptions,
  packCheckoutUrl,
  planCheckoutUrl,
  portalUrl,
  type ReturnUrls,
} from "./checkout.ts";
import { findCustomer } from "./customers.ts";
import { createFindPrice, type FindPrice } from "./prices.ts";
import { handleWebhook, type WebhookOptions, type WebhookOutcome } from "./webhook.ts";

export interface BillingOptions extends Omit<WebhookOptions, "webhookSecret" | "stripe"> {
  /** Undefined = billing is off. */
  readonly stripe?: StripeAccess | undefined;
}

export interface StripeAccess {
  readonly secretKey: string;
  readonly webhookSecret: string;
  /** Where Stripe's API is; for tests. */
  readonly api?:
    | { readonly host: string; readonly port: number; readonly protocol: "http" | "https" }
    | undefined;
}

/**
 * Selling plans and prepaid credits. Without Stripe nothing has a price or a customer, there is nothing to cancel, and
 * every other method throws `BillingOff`. The addresses are pages of Stripe's; `NotFound` = no such plan or pack is sold, `BillingUnavailable` = Stripe
 * does not answer.
 */
export interface Billing {
  readonly enabled: boolean;
  readonly price: FindPrice;
  /** Whether the account has bought something before, and so has a page in the portal. */
  hasCustomer(uid: string): Promise<boolean>;
  planCheckout(buyer: Buyer, plan: string, urls: ReturnUrls): Promise<string>;
  packCheckout(buyer: Buyer, credits: number, urls: ReturnUrls): Promise<string>;
  portal(uid: string, returnUrl: string): Promise<string>;
  /** To be called before an account is deleted. */
  cancelSubscriptions(uid: string): Promise<void>;
  /** `body` as it was received, byte for byte. Throws `InvalidSignature`, and `InvalidInput` for an event that makes no sense; after
   * any other error it will work when Stripe sends it again. */
  handleWebhook(body: Uint8Array, signature: string | undefined): Promise<WebhookOutcome>;
}

const requestTimeoutMs = 10_000;

export function createBilling({ stripe: access, ...options }: BillingOptions): Billing {
  if (access === undefined) return billingOff();
  const { secretKey, webhookSecret, api } = access;
  const stripe = new Stripe(secretKey, {
    telemetry: false,
    timeout: requestTimeoutMs,
    maxNetworkRetries: 1,
    ...api,
  });
  const selling = { ...options, stripe };
  return withStorageErrors<Billing>({
    enabled: true,
    price: createFindPrice({ stripe, log: options.log, now: () => new Date() }),
    hasCustomer: async (uid) => (await findCustomer(options.db, uid)) !== undefined,
    planCheckout: (buyer, plan, urls) => planCheckoutUrl(selling, buyer, plan, urls),
    packCheckout: (buyer, credits, urls) => packCheckoutUrl(selling, buyer, credits, urls),
    portal: (uid, returnUrl) => portalUrl(selling, uid, returnUrl),
    cancelSubscriptions: (uid) => cancelSubscriptions(selling, uid),
    handleWebhook: (body, signature) => handleWebhook({ ...selling, webhookSecret }, body, signature),
  });
}

function billingOff(): Billing {
  const off = async (): Promise<never> => {
    throw new PlatformError(
      "BillingOff",
      "Billing is off: STRIPE_SECRET_KEY and STRIPE_WEBHOOK_SECRET are not set",
    );
  };
  return {
    enabled: false,
    price: async () => undefined,
    hasCustomer: async () => false,
    planCheckout: off,
    packCheckout: off,
    portal: off,
    cancelSubscriptions: async () => {},
    handleWebhook: off,
  };
}
