import { billingRoutes } from "./billing.ts";
import { keyRoutes } from "./keys.ts";
import { profileRoutes } from "./profile.ts";
import { requestRoutes } from "./requests.ts";
import type { AccountRoute, AccountServices } from "./services.ts";
import { usageRoutes } from "./usage.ts";

export type { AccountServices };

/** What the dashboard uses. The principal is the signed-in account. */
export function accountRoutes(services: AccountServices): AccountRoute[] {
  return [
    ...profileRoutes(services),
    ...keyRoutes(services),
    ...usageRoutes(services),
    ...requestRoutes(services),
    ...billingRoutes(services),
  ];
}
