import { billingRoutes } from "./billing.ts";
import { exportRoute } from "./export.ts";
import { keyRoutes } from "./keys.ts";
import { presetRoutes } from "./presets.ts";
import { profileRoutes } from "./profile.ts";
import { requestRoutes } from "./requests.ts";
import type { AccountRoute, AccountServices } from "./services.ts";
import { usageRoutes } from "./usage.ts";

export type { AccountServices };

/** What the dashboard uses. The principal is the signed-in account. */
export function accountRoutes(services: AccountServices): AccountRoute[] {
  return [
    ...profileRoutes(services),
    exportRoute(services),
    ...keyRoutes(services),
    ...usageRoutes(services),
    ...requestRoutes(services),
    ...presetRoutes(services),
    ...billingRoutes(services),
  ];
}
