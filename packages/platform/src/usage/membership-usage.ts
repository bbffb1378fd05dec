import { type BillingPeriod, monthAt, monthOf } from "../credits/calendar.ts";
import type { AccountCredits, CycleUsage } from "../credits/ledger.ts";
import type { Plan } from "../plans/catalog.ts";

/** What `GET /api/membership-usage` was asked for, already valid. */
export interface MembershipQuery {
  /** Calendar month, UTC; each defaults to the current one. Not together with `periodStartUnix`. */
  readonly year?: number | undefined;
  readonly month?: number | undefined;
  /** The billing window that begins then, in unix seconds (0…253402300799), instead of a calendar month. */
  readonly periodStartUnix?: number | undefined;
  /** Adds `billingCycle`. */
  readonly billingCycle?: boolean | undefined;
}

export interface MembershipUsage {
  readonly membership: string;
  readonly credits: number;
  readonly prepaidCredits: number;
  readonly app_usage: number;
  readonly api_usage: number;
  readonly billingCycle?: BillingCycle;
}

export interface BillingCycle extends BillingWindow {
  readonly includedCredits: number;
  readonly prepaidCredits: number;
  readonly usedIncludedCredits: number;
  readonly remainingIncludedCredits: number;
  readonly stripeBillingSynced: boolean;
}

/** A billing window and what was charged in it. */
export interface BillingWindow {
  readonly periodStartUnix: number;
  readonly periodEndUnix: number;
  readonly appUsage: number;
  readonly apiUsage: number;
}

/** The answer to `query`, from the account as it stood at `at`; `account.month` is the month that the query is about. */
export function membershipUsageOf(
  plan: Plan,
  account: AccountCredits,
  query: MembershipQuery,
  at: Date,
): MembershipUsage {
  const prepaidCredits = shownPrepaid(account.prepaidCredits);
  const { periodStartUnix } = query;
  const counted = periodStartUnix === undefined ? account.month : cycleFrom(account, periodStartUnix);
  const usage = {
    membership: plan.label,
    credits: plan.includedCredits,
    prepaidCredits,
    app_usage: counted.app,
    api_usage: counted.api,
  };
  if (!query.billingCycle) return usage;
  const current = account.billingPeriod ?? monthOf(at);
  const cycle = cycleFrom(account, periodStartUnix ?? current.startUnix);
  return {
    ...usage,
    billingCycle: {
      ...windowOf(account.cycles, cycle, current),
      includedCredits: plan.includedCredits,
      prepaidCredits,
      usedIncludedCredits: cycle.included,
      remainingIncludedCredits: Math.max(0, plan.includedCredits - cycle.included),
      stripeBillingSynced: account.billingPeriod !== null,
    },
  };
}

/** A balance that was set below what is already spent is shown as none left. */
export function shownPrepaid(balance: number): number {
  return Math.max(0, balance);
}

/** Every window that has a counter and the current Stripe period, newest first. */
export function billingWindows({ cycles, billingPeriod }: AccountCredits, at: Date): BillingWindow[] {
  const uncounted = billingPeriod && !cycles.some(({ startUnix }) => startUnix === billingPeriod.startUnix);
  const all = uncounted ? [...cycles, unused(billingPeriod)] : [...cycles];
  return all
    .sort((a, b) => b.startUnix - a.startUnix)
    .map((cycle) => windowOf(all, cycle, billingPeriod ?? monthOf(at)));
}

function cycleFrom({ cycles }: AccountCredits, startUnix: number): CycleUsage {
  const { endUnix } = monthAt(startUnix);
  return cycles.find((cycle) => cycle.startUnix === startUnix) ?? unused({ startUnix, endUnix });
}

function unused({ startUnix, endUnix }: BillingPeriod): CycleUsage {
  return { startUnix, endUnix, app: 0, api: 0, included: 0 };
}

/** The current window ends with its period, another where the next one begins, the last one where it was to end. */
function windowOf(cycles: readonly CycleUsage[], cycle: CycleUsage, current: BillingPeriod): BillingWindow {
  const later = cycles
    .filter(({ startUnix }) => startUnix > cycle.startUnix)
    .map(({ startUnix }) => startUnix);
  const end = later.length > 0 ? Math.min(...later) - 1 : cycle.endUnix;
  return {
    periodStartUnix: cycle.startUnix,
    periodEndUnix: cycle.startUnix === current.startUnix ? current.endUnix : end,
    appUsage: cycle.app,
    apiUsage: cycle.api,
  };
}
