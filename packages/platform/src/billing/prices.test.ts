import Stripe from "stripe";
import { afterEach, describe, expect, it } from "vitest";
import { createFindPrice } from "./prices.ts";
import { openStripeStandIn, type StripeAnswers, type StripeStandIn } from "./testing/stripe.ts";

const warnings: string[] = [];
const log = { info() {}, error() {}, warn: (_data: unknown, message: string) => void warnings.push(message) };
const monthly = {
  id: "price_pro",
  unit_amount: 1900,
  currency: "eur",
  recurring: { interval: "month", interval_count: 1 },
};
const opened: StripeStandIn[] = [];
let clock = Date.parse("2026-03-15T12:00:00Z");

async function open(answers: StripeAnswers) {
  const standIn = await openStripeStandIn(answers);
  opened.push(standIn);
  const { secretKey, api } = standIn.access;
  const stripe = new Stripe(secretKey, { telemetry: false, ...api });
  return { standIn, findPrice: createFindPrice({ stripe, log, now: () => new Date(clock) }) };
}

afterEach(async () => {
  warnings.length = 0;
  for (const standIn of opened.splice(0)) await standIn.close();
});

describe("prices", () => {
  it("come from Stripe: amount, currency and how often it is paid", async () => {
    const { findPrice } = await open({
      objects: {
        price_pro: monthly,
        price_pack: { unit_amount: 500, currency: "jpy", recurring: null },
        price_tiers: { unit_amount: null, currency: "eur", recurring: monthly.recurring },
      },
    });
    const interval = { unit: "month", count: 1 };
    expect(await findPrice("price_pro")).toEqual({ amount: 1900, currency: "eur", interval });
    expect(await findPrice("price_pack")).toEqual({ amount: 500, currency: "jpy" });
    expect(await findPrice("price_tiers")).toBeUndefined();
  });

  it("are asked for once in ten minutes, however many look at once", async () => {
    const { findPrice, standIn } = await open({ objects: { price_pro: monthly } });
    await Promise.all([findPrice("price_pro"), findPrice("price_pro")]);
    clock += 599_000;
    await findPrice("price_pro");
    expect(standIn.calls.map(({ call }) => call)).toEqual(["GET /v1/prices/price_pro"]);
    clock += 1_000;
    await findPrice("price_pro");
    expect(standIn.calls).toHaveLength(2);
  });

  it("are left out when Stripe does not tell, which is tried again after half a minute", async () => {
    const { findPrice, standIn } = await open({ failure: { status: 500, type: "api_error" } });
    expect(await findPrice("price_pro")).toBeUndefined();
    expect(warnings).toEqual([expect.stringContaining("price_pro")]);
    clock += 29_000;
    await findPrice("price_pro");
    expect(standIn.calls).toHaveLength(1);
    clock += 1_000;
    await findPrice("price_pro");
    expect(standIn.calls).toHaveLength(2);
  });
});
