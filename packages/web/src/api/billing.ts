import { queryOptions } from "@tanstack/react-query";
import { call } from "./call.ts";
import type { Offers, Purchase, Redirect } from "./schema.ts";

export type OfferedPlan = Offers["plans"][number];
export type CreditPack = Offers["packs"][number];

export const billingQuery = queryOptions({
  queryKey: ["billing"],
  queryFn: ({ signal }) => call<Offers>("/api/account/billing", { signal }),
});

/** The address of Stripe's page where the plan or the pack is paid. */
export function startCheckout(what: Purchase): Promise<Redirect> {
  return call("/api/account/billing/checkout", { method: "POST", body: what });
}

export function openPortal(): Promise<Redirect> {
  return call("/api/account/billing/portal", { method: "POST" });
}
