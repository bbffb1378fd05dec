import { queryOptions } from "@tanstack/react-query";
import { call } from "./call.ts";
import type { AccountMembership, DayUsage } from "./schema.ts";

/** Usage of the last `days` UTC days, today included; every day is there. */
export const usageQuery = (days: number) =>
  queryOptions({
    queryKey: ["usage", days],
    queryFn: ({ signal }) => usageIn(lastDays(days, new Date()), signal),
  });

/** Usage of this UTC calendar month and the eleven before it, day by day. */
export const yearQuery = queryOptions({
  queryKey: ["usage", "year"],
  queryFn: ({ signal }) => usageIn(lastTwelveMonths(new Date()), signal),
});

async function usageIn({ from, to }: Span, signal: AbortSignal): Promise<DayUsage[]> {
  return (await call<{ days: DayUsage[] }>(`/api/account/usage?from=${from}&to=${to}`, { signal })).days;
}

export const membershipQuery = queryOptions({
  queryKey: ["membership"],
  queryFn: ({ signal }) => call<AccountMembership>("/api/account/membership", { signal }),
});

/** First and last UTC date, `YYYY-MM-DD`. */
interface Span {
  from: string;
  to: string;
}

/** A span of days that ends on `today`. */
export function lastDays(days: number, today: Date): Span {
  const first = new Date(today);
  first.setUTCDate(first.getUTCDate() - (days - 1));
  return { from: dateOf(first), to: dateOf(today) };
}

/** From the first day of a month, so that no month looks smaller than it was; at most 366 days. */
export function lastTwelveMonths(today: Date): Span {
  const first = new Date(Date.UTC(today.getUTCFullYear(), today.getUTCMonth() - 11, 1));
  return { from: dateOf(first), to: dateOf(today) };
}

function dateOf(moment: Date): string {
  return moment.toISOString().slice(0, 10);
}

export interface UsageMonth {
  /** UTC, `YYYY-MM`. */
  month: string;
  app: number;
  api: number;
}

/** Sums up days by UTC calendar month, in the order of the days. */
export function byMonth(days: readonly DayUsage[]): UsageMonth[] {
  const months = new Map<string, UsageMonth>();
  for (const { date, app, api } of days) {
    const month = date.slice(0, 7);
    const sum = months.get(month) ?? { month, app: 0, api: 0 };
    months.set(month, { month, app: sum.app + app, api: sum.api + api });
  }
  return [...months.values()];
}
