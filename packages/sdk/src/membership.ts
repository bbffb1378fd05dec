/** Images of one billing window. Times are seconds since 1970. */
export interface BillingWindow {
  periodStartUnix: number;
  periodEndUnix: number;
  appUsage: number;
  apiUsage: number;
}

export interface BillingCycle extends BillingWindow {
  includedCredits: number;
  prepaidCredits: number;
  usedIncludedCredits: number;
  remainingIncludedCredits: number;
  /** Whether the window is that of a Stripe subscription rather than the calendar month. */
  stripeBillingSynced: boolean;
}

export interface MembershipUsage {
  /** Name of the plan. */
  membership: string;
  /** Credits that the plan includes. */
  credits: number;
  prepaidCredits: number;
  /** Images through user tokens, in the month or billing window asked for. */
  app_usage: number;
  /** Images through API keys. */
  api_usage: number;
  billingCycle?: BillingCycle;
}

/** Which months or window to count. `periodStartUnix` excludes the other two. */
export interface MembershipQuery {
  year?: number | undefined;
  month?: number | undefined;
  periodStartUnix?: number | undefined;
  /** Whether the answer shall hold `billingCycle`. */
  billingCycle?: boolean | undefined;
}

export function membershipPath({ billingCycle, ...numbers }: MembershipQuery): string {
  const parameters = Object.entries(numbers)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]): [string, string] => [name, String(value)]);
  if (billingCycle) parameters.push(["expand", "billing_cycle"]);
  return `/api/membership-usage?${new URLSearchParams(parameters)}`;
}
