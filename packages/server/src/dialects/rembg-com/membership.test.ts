import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { formOf, picture } from "../../testing/pictures.ts";
import { listenForReal, type RealServer } from "../../testing/real-server.ts";

let server: RealServer;
let key: string;
let uid: string;
const period = { startUnix: 1_740_441_600, endUnix: 4_000_000_000 };

beforeAll(async () => {
  server = await listenForReal();
  const { administration, keys } = server.platform;
  const account = {
    email: "ada@example.com",
    emailVerified: true,
    plan: "Premium-20000",
    prepaidCredits: 2000,
  };
  ({ uid } = await administration.createAccount(account));
  ({ key } = await keys.create(uid));
  const body = formOf(await picture());
  await fetch(`${server.url}/rmbg`, { method: "POST", headers: { "x-api-key": key }, body });
});
afterAll(() => server.close());

const ask = (query: string, headers: Record<string, string> = { "x-api-key": key }) =>
  fetch(`${server.url}/api/membership-usage${query}`, { headers });

async function answer(query: string): Promise<unknown> {
  const response = await ask(query);
  expect(response.status).toBe(200);
  return response.json();
}

const plan = { membership: "Premium-20000", credits: 20_000, prepaidCredits: 2000 };
const thisMonth = { ...plan, app_usage: 0, api_usage: 1 };

describe("GET /api/membership-usage", () => {
  it("answers plan, credits and this calendar month's usage", async () => {
    expect(await answer("")).toEqual(thisMonth);
  });

  it("answers another month's usage", async () => {
    expect(await answer("?year=2026&month=1")).toEqual({ ...plan, app_usage: 0, api_usage: 0 });
  });

  it("adds the window: this calendar month while Stripe has not said otherwise", async () => {
    const now = new Date();
    const startUnix = Date.UTC(now.getUTCFullYear(), now.getUTCMonth()) / 1000;
    const billingCycle = {
      periodStartUnix: startUnix,
      periodEndUnix: Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1) / 1000 - 1,
      appUsage: 0,
      apiUsage: 1,
      includedCredits: 20_000,
      prepaidCredits: 2000,
      usedIncludedCredits: 1,
      remainingIncludedCredits: 19_999,
      stripeBillingSynced: false,
    };
    for (const query of [
      "?expand=billing_cycle",
      "?expand=other,%20billing_cycle",
      "?includeBillingCycle=1",
      "?includeBillingCycle=true",
      `?periodStartUnix=${startUnix}&expand=billing_cycle`,
    ]) {
      expect(await answer(query)).toEqual({ ...thisMonth, billingCycle });
    }
  });

  it("answers without the window when a flag is unknown or off", async () => {
    for (const query of [
      "?expand=everything",
      "?expand=",
      "?includeBillingCycle=0",
      "?listBillingCycles=no",
    ]) {
      expect(await answer(query)).toEqual(thisMonth);
    }
  });

  it("follows the billing period once there is one, and lists all windows, newest first", async () => {
    await server.platform.administration.changeAccount(uid, { billingPeriod: period });
    expect(await answer("?expand=billing_cycle")).toMatchObject({
      billingCycle: {
        periodStartUnix: period.startUnix,
        periodEndUnix: period.endUnix,
        usedIncludedCredits: 0,
        stripeBillingSynced: true,
      },
    });
    expect(await answer(`?periodStartUnix=${period.startUnix}`)).toEqual({
      ...plan,
      app_usage: 0,
      api_usage: 0,
    });
    const list = (await answer("?listBillingCycles=1")) as { billingCycles: { periodStartUnix: number }[] };
    expect(Object.keys(list)).toEqual(["billingCycles"]);
    const starts = list.billingCycles.map((cycle) => cycle.periodStartUnix);
    expect(starts).toEqual(starts.toSorted((a, b) => b - a));
    expect(starts).toContain(period.startUnix);
  });

  it("with listBillingCycles ignores every other parameter, bad ones too", async () => {
    expect(await answer("?listBillingCycles=true&year=abc&periodStartUnix=-1")).toHaveProperty(
      "billingCycles",
    );
  });

  it.each([
    ["year=abc", "'year' must be an integer, got: 'abc'"],
    ["year=", "'year' must be an integer, got: ''"],
    ["year=1.5", "'year' must be an integer, got: '1.5'"],
    ["year=0", "'year' must be at least 1, got: 0"],
    ["year=10000", "'year' must be at most 9999, got: 10000"],
    ["month=13", "'month' must be at most 12, got: 13"],
    ["month=0", "'month' must be at least 1, got: 0"],
    ["periodStartUnix=soon", "'periodStartUnix' must be an integer, got: 'soon'"],
    ["periodStartUnix=-1", "'periodStartUnix' must be at least 0, got: -1"],
    ["periodStartUnix=1740441600&year=2026", "'periodStartUnix' cannot be combined with 'year' or 'month'"],
    ["periodStartUnix=1740441600&month=2", "'periodStartUnix' cannot be combined with 'year' or 'month'"],
  ])("refuses ?%s", async (query, error) => {
    const response = await ask(`?${query}`);
    expect(response.status).toBe(400);
    expect(await response.json()).toEqual({ error, status: 400 });
  });

  it("refuses every bad parameter at once, one entry for each", async () => {
    expect(await (await ask("?year=x&month=13")).json()).toEqual({
      error: "Multiple validation errors",
      details: [
        { field: "year", message: "'year' must be an integer, got: 'x'" },
        { field: "month", message: "'month' must be at most 12, got: 13" },
      ],
      status: 400,
    });
  });

  it.each([
    ["nobody", {}, 401],
    ["an unknown key", { "x-api-key": "nobody" }, 401],
    ["a user token alone", { authorization: "Bearer token" }, 401],
    ["both", { "x-api-key": "x", authorization: "Bearer token" }, 400],
  ])("refuses %s", async (_name, headers, status) => {
    const response = await ask("", headers as Record<string, string>);
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({ status });
  });

  it("counts against a limit of its own, which leaves that of images alone, and says how much is left", async () => {
    const headers = (await ask("")).headers;
    expect(headers.get("ratelimit-limit")).toBe("120");
    expect(Number(headers.get("ratelimit-remaining"))).toBeLessThan(120);
  });
});
