import { queryOptions } from "@tanstack/react-query";
import { call } from "./call.ts";

export interface OfferedPlan {
  label: string;
  includedCredits: number;
  requestsPerMinute: number;
  /** Whether it is sold here; the operator gives the others. */
  purchasable: boolean;
}

export interface CreditPack {
  id: string;
  credits: number;
}

export interface Billing {
  /** `false`: nothing is sold here. */
  enabled: boolean;
  plans: OfferedPlan[];
  packs: CreditPack[];
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
