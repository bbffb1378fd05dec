import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { CreditLedger } from "../credits/ledger.ts";
import { openSqlLedger } from "../credits/sql/sql-ledger.ts";
import { parseCatalog } from "../plans/catalog.ts";
import type { Storage } from "../storage/database.ts";
import { billingEvents, billingSubscriptions, users } from "../storage/schema/index.ts";
import { openTestDatabase } from "../testing/database.ts";
import { type Billing, createBilling } from "./billing.ts";
import { openStripeStandIn, type StripeStandIn, signedEvent, subscriptionEvent } from "./testing/stripe.ts";

const catalog = parseCatalog(
  JSON.stringify({
    plans: [
      { label: "Basic", includedCredits: 100, requestsPerMinute: 10 },
      { label: "Pro", includedCredits: 1000, requestsPerMinute: 60, stripePriceId: "price_pro" },
    ],
    prepaidPacks: [{ credits: 500, stripePriceId: "price_pack" }],
  }),
  "test",
);
const log = { info() {}, warn() {}, error() {} };
const urls = { successUrl: "https://alphacut.example/done", cancelUrl: "https://alphacut.example/" };
const subscriber = { uid: "subscriber", email: "subscriber@example.com" };
const newcomer = { uid: "newcomer", email: "newcomer@example.com" };

let storage: Storage;
let ledger: CreditLedger;
let standIn: StripeStandIn;
let billing: Billing;

beforeAll(async () => {
  storage = await openTestDatabase();
  ledger = await openSqlLedger({ db: storage.db, reservationMs: 60_000, now: () => new Date() });
  for (const { uid, email } of [subscriber, newcomer]) {
    await storage.db.insert(users).values({ id: uid, name: uid, email, plan: "Basic", language: "en" });
  }
}, 60_000);
afterAll(() => storage.close());
beforeEach(async () => {
  standIn = await openStripeStandIn();
  billing = createBilling({ db: storage.db, ledger, catalog, log, stripe: standIn.access });
  await storage.db.delete(billingEvents);
  await storage.db.delete(billingSubscriptions);
  const event = subscriptionEvent({ type: "created", at: 10, uid: subscriber.uid });
  await billing.handleWebhook(...signedEvent("evt_subscribed", event));
});
afterEach(() => standIn.close());

describe("buying a plan", () => {
  test("leads a newcomer to a checkout that names the account in all that comes of it", async () => {
    expect(await billing.planCheckout(newcomer, "Pro", urls)).toBe(
      "https://stripe.example/v1/checkout/sessions",
    );
    expect(standIn.calls).toEqual([
      {
        call: "POST /v1/checkout/sessions",
        fields: {
          mode: "subscription",
          success_url: urls.successUrl,
          cancel_url: urls.cancelUrl,
          client_reference_id: "newcomer",
          customer_email: "newcomer@example.com",
          "line_items[0][price]": "price_pro",
          "line_items[0][quantity]": "1",
          "subscription_data[metadata][uid]": "newcomer",
        },
      },
    ]);
  });

  test("leads a subscriber to changing the subscription, never to a second one", async () => {
    await billing.planCheckout(subscriber, "Pro", urls);
    expect(standIn.calls).toMatchObject([
      {
        call: "POST /v1/billing_portal/sessions",
        fields: { customer: "cus_1", "flow_data[subscription_update][subscription]": "sub_1" },
      },
    ]);
  });

  test.each(["Basic", "No such plan"])("of %s is refused: it is not for sale", async (plan) => {
    await expect(billing.planCheckout(newcomer, plan, urls)).rejects.toMatchObject({ code: "NotFound" });
    expect(standIn.calls).toEqual([]);
  });
});

describe("buying prepaid credits", () => {
  test("leads to a checkout that carries how many", async () => {
    await billing.packCheckout(newcomer, 500, urls);
    expect(standIn.calls[0]?.fields).toMatchObject({
      mode: "payment",
      "line_items[0][price]": "price_pack",
      "metadata[uid]": "newcomer",
      "metadata[credits]": "500",
      customer_creation: "always",
    });
  });

  test("a known customer stays the same customer", async () => {
    await billing.packCheckout(subscriber, 500, urls);
    expect(standIn.calls[0]?.fields).toMatchObject({ customer: "cus_1" });
    expect(standIn.calls[0]?.fields).not.toHaveProperty("customer_creation");
  });

  test("in a number that is not sold is refused", async () => {
    await expect(billing.packCheckout(newcomer, 501, urls)).rejects.toMatchObject({ code: "NotFound" });
  });
});

describe("the portal", () => {
  test("opens for a customer, and says to others that there is nothing yet", async () => {
    expect(await billing.hasCustomer(subscriber.uid)).toBe(true);
    expect(await billing.portal(subscriber.uid, urls.cancelUrl)).toMatch(/billing_portal/);
    expect(await billing.hasCustomer(newcomer.uid)).toBe(false);
    await expect(billing.portal(newcomer.uid, urls.cancelUrl)).rejects.toMatchObject({ code: "NotFound" });
  });
});

test("canceling ends what is paid regularly, at Stripe", async () => {
  await billing.cancelSubscriptions(newcomer.uid);
  await billing.cancelSubscriptions(subscriber.uid);
  expect(standIn.calls.map(({ call }) => call)).toEqual(["DELETE /v1/subscriptions/sub_1"]);
});

describe("what Stripe does not have any more", () => {
  async function withGone(gone: string[], objects: Record<string, object> = {}) {
    await standIn.close();
    standIn = await openStripeStandIn({ gone, objects });
    billing = createBilling({ db: storage.db, ledger, catalog, log, stripe: standIn.access });
  }
  const again = () =>
    signedEvent(
      "evt_again",
      subscriptionEvent({ type: "created", at: 2e9, id: "sub_2", uid: subscriber.uid }),
    );
  const calls = () => standIn.calls.map(({ call }) => call);

  test("needs no canceling: the account can be deleted", async () => {
    await withGone(["sub_1"]);
    await billing.cancelSubscriptions(subscriber.uid);
    expect(calls()).toEqual(["DELETE /v1/subscriptions/sub_1"]);
  });

  test("a subscription that is gone leads to a new checkout of the same customer", async () => {
    await withGone(["sub_1"]);
    expect(await billing.planCheckout(subscriber, "Pro", urls)).toMatch(/checkout/);
    expect(standIn.calls.at(-1)?.fields).toMatchObject({ customer: "cus_1", mode: "subscription" });
  });

  test("a customer that is gone leads to a checkout as a newcomer, and to no portal", async () => {
    await withGone(["cus_1"]);
    expect(await billing.packCheckout(subscriber, 500, urls)).toMatch(/checkout/);
    expect(standIn.calls.at(-1)?.fields).toMatchObject({ customer_email: subscriber.email });
    await billing.handleWebhook(...again());
    await withGone(["cus_1"]);
    await expect(billing.portal(subscriber.uid, urls.cancelUrl)).rejects.toMatchObject({ code: "NotFound" });
    expect(await billing.hasCustomer(subscriber.uid)).toBe(false);
  });

  test("a price that is gone is the operator's mistake and ends nothing", async () => {
    await withGone(["price_pro", "price_pack"]);
    await expect(billing.packCheckout(subscriber, 500, urls)).rejects.toMatchObject({
      code: "BillingUnavailable",
    });
    expect(await billing.hasCustomer(subscriber.uid)).toBe(true);
  });

  test("what only the other mode's key can see is not gone", async () => {
    await standIn.close();
    const message = "No such customer: 'cus_1'; a similar object exists in live mode";
    const failure = { status: 404, type: "invalid_request_error", code: "resource_missing", message };
    standIn = await openStripeStandIn({ failure });
    billing = createBilling({ db: storage.db, ledger, catalog, log, stripe: standIn.access });
    for (const attempt of [
      billing.portal(subscriber.uid, urls.cancelUrl),
      billing.cancelSubscriptions(subscriber.uid),
    ])
      await expect(attempt).rejects.toMatchObject({ code: "BillingUnavailable" });
    expect(await billing.hasCustomer(subscriber.uid)).toBe(true);
  });
});

test.each([
  { status: 402, type: "card_error" },
  { status: 500, type: "api_error" },
])("an answer $status of Stripe is BillingUnavailable", async (failure) => {
  const broken = await openStripeStandIn({ failure });
  const other = createBilling({ db: storage.db, ledger, catalog, log, stripe: broken.access });
  await expect(other.planCheckout(newcomer, "Pro", urls)).rejects.toMatchObject({
    code: "BillingUnavailable",
  });
  await broken.close();
});

test("without Stripe billing is off and says so", async () => {
  const off = createBilling({ db: storage.db, ledger, catalog, log });
  expect(off.enabled).toBe(false);
  await expect(off.planCheckout(newcomer, "Pro", urls)).rejects.toMatchObject({ code: "BillingOff" });
  await expect(off.handleWebhook(Buffer.from("{}"), "")).rejects.toMatchObject({ code: "BillingOff" });
  await off.cancelSubscriptions(newcomer.uid);
  expect(await off.price("price_pro")).toBeUndefined();
  expect(await off.hasCustomer(subscriber.uid)).toBe(false);
});
