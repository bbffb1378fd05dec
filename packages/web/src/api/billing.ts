import { queryOptions } from "@tanstack/react-query";
import { call } from "./call.ts";

export interface Price {
  /** In the currency's smallest unit, as Stripe counts. */
  amount: number;
  currency: string;
  interval?: "month" | "year";
}

export interface OfferedPlan {
  label: string;
  includedCredits: number;
  requestsPerMinute: number;
  price?: Price;
}

export interface CreditPack {
  id: string;
  credits: number;
  price?: Price;
}

export interface Billing {
  enabled: boolean;
  plans: OfferedPlan[];
  packs: CreditPack[];
  hasCustomer: boolean;
}

export const billingQuery = queryOptions({
  queryKey: ["billing"],
  queryFn: ({ signal }) => call<Billing>("/api/account/billing", { signal }),
});

/** The address of Stripe's page where the plan or the pack is paid. */
export function startCheckout(what: { plan: string } | { pack: string }): Promise<{ url: string }> {
  return call("/api/account/billing/checkout", { method: "POST", body: what });
}

export function openPortal(): Promise<{ url: string }> {
  return call("/api/account/billing/portal", { method: "POST" });
}
