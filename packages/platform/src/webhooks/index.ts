export type { Delivery, DueDelivery, Outcome } from "./deliveries.ts";
export type { Endpoint } from "./endpoints.ts";
export { isSecret } from "./signature.ts";
export { createWebhooks, type Webhooks } from "./webhooks.ts";
