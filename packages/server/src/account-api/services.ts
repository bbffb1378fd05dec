import type { Account, Platform } from "@alphacut/platform";
import type { JsonRoute } from "../http/json-routes.ts";

/** What the account API uses of the platform. */
export type AccountServices = Pick<
  Platform,
  "accounts" | "exportAccount" | "keys" | "usage" | "requests" | "presets" | "plans" | "billing"
> & {
  /** Where people reach the server; without a last slash. */
  publicUrl: string;
};

export type AccountRoute = JsonRoute<Account>;

/** An account and its plan, as the platform's usage wants it. */
export function ownerOf({ uid, plan }: Pick<Account, "uid" | "plan">, { plans }: Pick<Platform, "plans">) {
  return { uid, plan: plans.find(plan) ?? plans.defaultPlan };
}
