export { type Billing, createBilling, type StripeAccess } from "./billing.ts";
export type { Buyer, ReturnUrls } from "./checkout.ts";
export { type Price, priceUnits } from "./prices.ts";
export type { WebhookOutcome } from "./webhook.ts";
