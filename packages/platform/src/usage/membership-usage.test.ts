import { expect, test } from "vitest";
import { calendarMonth } from "../credits/calendar.ts";
import type { AccountCredits, CycleUsage } from "../credits/ledger.ts";
import { billingWindows, membershipUsageOf } from "./membership-usage.ts";

const now = new Date("2026-03-15T12:00:00Z");
const march = calendarMonth(2026, 3);
const plan = { label: "Premium-20000", includedCredits: 18_500, requestsPerMinute: 600 };

const cycle = (startUnix: number, endUnix: number, usage: Partial<CycleUsage> = {}): CycleUsage => ({
  startUnix,
  endUnix,
  app: 0,
  api: 0,
  included: 0,
  ...usage,
});

const account = (known: Partial<AccountCredits> = {}): AccountCredits => ({
  prepaidCredits: 0,
  billingPeriod: null,
  month: { app: 0, api: 0 },
  cycles: [],
  ...known,
});

test("answers the documented example", () => {
  const paid = account({
    prepaidCredits: 2000,
    billingPeriod: { startUnix: 1_740_441_600, endUnix: 1_743_033_599 },
    month: { app: 8500, api: 10_000 },
    cycles: [cycle(1_740_441_600, 1_743_033_599, { app: 4200, api: 5100, included: 9300 })],
  });
  expect(membershipUsageOf(plan, paid, { billingCycle: true }, now)).toEqual({
    membership: "Premium-20000",
    credits: 18_500,
    prepaidCredits: 2000,
    app_usage: 8500,
    api_usage: 10_000,
    billingCycle: {
      periodStartUnix: 1_740_441_600,
      periodEndUnix: 1_743_033_599,
      appUsage: 4200,
      apiUsage: 5100,
      includedCredits: 18_500,
      prepaidCredits: 2000,
      usedIncludedCredits: 9300,
      remainingIncludedCredits: 9200,
      stripeBillingSynced: true,
    },
  });
});

test("without a Stripe period the billing cycle is the calendar month, and says so", () => {
  const free = account({ cycles: [cycle(march.startUnix, march.endUnix, { api: 2, included: 2 })] });
  expect(membershipUsageOf(plan, free, { billingCycle: true }, now).billingCycle).toMatchObject({
    periodStartUnix: march.startUnix,
    periodEndUnix: march.endUnix,
    usedIncludedCredits: 2,
    stripeBillingSynced: false,
  });
});

test("a Stripe period that ended early does not cut the calendar month that follows it short", () => {
  const canceled = account({
    cycles: [cycle(march.startUnix + 500, march.endUnix + 500), cycle(march.startUnix, march.endUnix)],
  });
  expect(membershipUsageOf(plan, canceled, { billingCycle: true }, now).billingCycle).toMatchObject({
    periodStartUnix: march.startUnix,
    periodEndUnix: march.endUnix,
  });
});

test("prepaid images are in the counters, not in the used included credits", () => {
  const used = account({ cycles: [cycle(march.startUnix, march.endUnix, { app: 1, api: 4, included: 3 })] });
  expect(
    membershipUsageOf({ ...plan, includedCredits: 3 }, used, { billingCycle: true }, now).billingCycle,
  ).toMatchObject({ appUsage: 1, apiUsage: 4, usedIncludedCredits: 3, remainingIncludedCredits: 0 });
});

test("remaining credits are never negative, even after a change to a smaller plan", () => {
  const used = account({
    cycles: [cycle(march.startUnix, march.endUnix, { api: 50, included: 50 })],
    prepaidCredits: -1,
  });
  const usage = membershipUsageOf({ ...plan, includedCredits: 10 }, used, { billingCycle: true }, now);
  expect(usage).toMatchObject({ prepaidCredits: 0, billingCycle: { remainingIncludedCredits: 0 } });
});

test("a window that was asked for answers with its counters, at the top and in the billing cycle", () => {
  const past = account({
    billingPeriod: { startUnix: 3000, endUnix: 4000 },
    month: { app: 9, api: 9 },
    cycles: [cycle(3000, 4000, { app: 5 }), cycle(1000, 2000, { app: 1, api: 2, included: 3 })],
  });
  expect(membershipUsageOf(plan, past, { periodStartUnix: 1000, billingCycle: true }, now)).toMatchObject({
    app_usage: 1,
    api_usage: 2,
    billingCycle: {
      periodStartUnix: 1000,
      periodEndUnix: 2999,
      appUsage: 1,
      apiUsage: 2,
      usedIncludedCredits: 3,
    },
  });
  expect(membershipUsageOf(plan, past, { periodStartUnix: 1234 }, now)).toMatchObject({
    app_usage: 0,
    api_usage: 0,
  });
});

test("without being asked for, the billing cycle is left out", () => {
  expect(membershipUsageOf(plan, account(), {}, now)).not.toHaveProperty("billingCycle");
});

test("windows are listed newest first; each ends where the next begins, the current one with its period", () => {
  const listed = account({
    billingPeriod: { startUnix: 3000, endUnix: 4000 },
    cycles: [cycle(2000, 2900, { app: 2 }), cycle(1000, 1900, { api: 1 })],
  });
  expect(billingWindows(listed, now)).toEqual([
    { periodStartUnix: 3000, periodEndUnix: 4000, appUsage: 0, apiUsage: 0 },
    { periodStartUnix: 2000, periodEndUnix: 2999, appUsage: 2, apiUsage: 0 },
    { periodStartUnix: 1000, periodEndUnix: 1999, appUsage: 0, apiUsage: 1 },
  ]);
});

test("without a Stripe period only windows with a counter are listed", () => {
  expect(billingWindows(account(), now)).toEqual([]);
  expect(billingWindows(account({ cycles: [cycle(march.startUnix, march.endUnix)] }), now)).toHaveLength(1);
});
