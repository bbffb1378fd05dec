import { afterAll, beforeAll, expect, test } from "vitest";
import { setBillingPeriod } from "../credits/changes.ts";
import type { CreditLedger } from "../credits/ledger.ts";
import { openSqlLedger } from "../credits/sql/sql-ledger.ts";
import type { Storage } from "../storage/database.ts";
import { openTestDatabase } from "../testing/database.ts";
import { createUsage, type Usage } from "./usage.ts";

const plan = { label: "Pro", includedCredits: 100, requestsPerMinute: 60 };
const clock = { now: new Date() };
const now = (): Date => clock.now;

let storage: Storage;
let ledger: CreditLedger;
let usage: Usage;

beforeAll(async () => {
  storage = await openTestDatabase();
  ledger = await openSqlLedger({ db: storage.db, reservationMs: 60_000, now });
  usage = createUsage(storage.db, ledger, now);
});
afterAll(() => storage.close());

async function chargeAt(uid: string, at: string, channel: "app" | "api", times = 1): Promise<void> {
  clock.now = new Date(at);
  for (let image = 0; image < times; image++)
    await ledger.settle(await ledger.reserve({ uid, channel, plan }));
}

test("days are those of UTC, oldest first, empty ones included, and only delivered images count", async () => {
  await chargeAt("days", "2026-02-27T23:59:59.999Z", "api");
  await chargeAt("days", "2026-02-28T00:00:00Z", "api", 2);
  await chargeAt("days", "2026-03-02T23:59:59.999Z", "app");
  await ledger.release(await ledger.reserve({ uid: "days", channel: "app", plan }));
  await ledger.reserve({ uid: "days", channel: "app", plan });
  expect(await usage.byDay("days", 3)).toEqual([
    { day: "2026-02-28", app: 0, api: 2 },
    { day: "2026-03-01", app: 0, api: 0 },
    { day: "2026-03-02", app: 1, api: 0 },
  ]);
});

test("months are listed newest first", async () => {
  await chargeAt("months", "2025-12-31T23:00:00Z", "api");
  await chargeAt("months", "2026-01-01T00:00:00Z", "app");
  expect(await usage.byMonth("months", 12)).toEqual([
    { year: 2026, month: 1, app: 1, api: 0 },
    { year: 2025, month: 12, app: 0, api: 1 },
  ]);
  expect(await usage.byMonth("months", 1)).toHaveLength(1);
});

test("year and month default to the current ones, each by itself", async () => {
  await chargeAt("defaults", "2025-03-10T00:00:00Z", "api");
  await chargeAt("defaults", "2026-01-10T00:00:00Z", "api", 2);
  await chargeAt("defaults", "2026-03-10T00:00:00Z", "api", 3);
  const owner = { uid: "defaults", plan };
  expect(await usage.membership(owner, {})).toMatchObject({ api_usage: 3 });
  expect(await usage.membership(owner, { month: 1 })).toMatchObject({ api_usage: 2 });
  expect(await usage.membership(owner, { year: 2025 })).toMatchObject({ api_usage: 1 });
  expect(await usage.membership(owner, { year: 1, month: 12 })).toMatchObject({ api_usage: 0 });
});

test("the limit that is enforced is the one that the billing cycle shows", async () => {
  clock.now = new Date("2026-03-10T00:00:00Z");
  const owner = { uid: "enforced", plan: { ...plan, includedCredits: 2 } };
  await setBillingPeriod(storage.db, "enforced", { startUnix: 1_772_000_000, endUnix: 1_774_000_000 });
  await ledger.refresh("enforced");
  const remaining = async (): Promise<number | undefined> =>
    (await usage.membership(owner, { billingCycle: true })).billingCycle?.remainingIncludedCredits;
  for (const left of [1, 0]) {
    await ledger.reserve({ uid: "enforced", channel: "api", plan: owner.plan });
    expect(await remaining()).toBe(left);
  }
  await expect(ledger.reserve({ uid: "enforced", channel: "api", plan: owner.plan })).rejects.toMatchObject({
    code: "InsufficientCredits",
  });
  expect(await usage.billingCycles("enforced")).toEqual([
    { periodStartUnix: 1_772_000_000, periodEndUnix: 1_774_000_000, appUsage: 0, apiUsage: 2 },
  ]);
});
