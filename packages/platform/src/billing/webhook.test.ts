import { eq } from "drizzle-orm";
import Stripe from "stripe";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { CreditLedger } from "../credits/ledger.ts";
import { openSqlLedger } from "../credits/sql/sql-ledger.ts";
import { parseCatalog } from "../plans/catalog.ts";
import type { Storage } from "../storage/database.ts";
import { creditEntries, users } from "../storage/schema/index.ts";
import { describeOnEveryDatabase } from "../testing/database.ts";
import { type Billing, createBilling } from "./billing.ts";
import {
  checkoutEvent,
  type EventFacts,
  invoiceEvent,
  openStripeStandIn,
  periodSeconds,
  type StripeStandIn,
  type SubscriptionFacts,
  signedEvent,
  subscriptionEvent,
  webhookSecret,
} from "./testing/stripe.ts";

const catalog = parseCatalog(
  JSON.stringify({
    plans: [
      { label: "Basic", includedCredits: 100, requestsPerMinute: 10 },
      { label: "Pro", includedCredits: 1000, requestsPerMinute: 60, stripePriceId: "price_pro" },
      { label: "Ultra", includedCredits: 5000, requestsPerMinute: 120, stripePriceId: "price_ultra" },
      { label: "Given", includedCredits: 7, requestsPerMinute: 1 },
    ],
    prepaidPacks: [{ credits: 500, stripePriceId: "price_pack" }],
  }),
  "test",
);
const lines: string[] = [];
const write = (data: object, message: string) => void lines.push(`${message} ${JSON.stringify(data)}`);
const log = { info: write, warn: write, error: write };

describeOnEveryDatabase("the Stripe webhook", (open) => {
  let storage: Storage;
  let ledger: CreditLedger;
  let billing: Billing;
  let standIn: StripeStandIn;
  /** What Stripe has of customers. */
  const customers: Record<string, object> = {};
  let uid: string;
  let customer: string;
  let id: string;
  let accounts = 0;
  let events = 0;

  beforeAll(async () => {
    storage = await open();
    ledger = await openSqlLedger({ db: storage.db, reservationMs: 60_000, now: () => new Date() });
    standIn = await openStripeStandIn({ objects: customers, gone: ["cus_gone"] });
    billing = createBilling({ db: storage.db, ledger, catalog, log, stripe: standIn.access });
  }, 60_000);
  afterAll(async () => {
    await standIn.close();
    await storage.close();
  });
  beforeEach(async () => {
    accounts++;
    lines.length = 0;
    uid = `account-${accounts}`;
    customer = `cus_${accounts}`;
    id = `sub_${accounts}`;
    await storage.db.insert(users).values({
      id: uid,
      name: uid,
      email: `${uid}@example.com`,
      emailVerified: true,
      plan: "Basic",
      language: "en",
    });
  });

  const deliver = (event: EventFacts, name = `evt_${++events}`) =>
    billing.handleWebhook(...signedEvent(name, event));
  const subscription = (facts: SubscriptionFacts): EventFacts =>
    subscriptionEvent({ id, customer, ...facts });
  const invoice = (facts: SubscriptionFacts): EventFacts => invoiceEvent({ id, customer, ...facts });
  const subscribed = (): EventFacts =>
    checkoutEvent({ mode: "subscription", customer, client_reference_id: uid });
  const bought = (session: string, credits: number): EventFacts =>
    checkoutEvent({
      id: session,
      mode: "payment",
      customer,
      client_reference_id: uid,
      metadata: { credits: `${credits}` },
    });
  const standing = async () => {
    const [user] = await storage.db.select().from(users).where(eq(users.id, uid));
    const { prepaidCredits, billingPeriod } = await ledger.read(uid, 0);
    return { plan: user?.plan, prepaidCredits, billingPeriod };
  };
  const period = { startUnix: 1_000_000, endUnix: 1_000_000 + periodSeconds };

  describe("a signature", () => {
    test("that is wrong, missing, of another body or too old is refused and changes nothing", async () => {
      const [body, signature] = signedEvent("evt_forged", bought("cs_forged", 500));
      const old = Math.floor(Date.now() / 1000) - 301;
      const payload = Buffer.from(body).toString();
      const outdated = Stripe.webhooks.generateTestHeaderString({
        payload,
        secret: webhookSecret,
        timestamp: old,
      });
      const other = Stripe.webhooks.generateTestHeaderString({ payload, secret: "whsec_other" });
      for (const header of [undefined, "", "t=1,v1=00", outdated, other]) {
        await expect(billing.handleWebhook(body, header)).rejects.toMatchObject({ code: "InvalidSignature" });
      }
      const tampered = Buffer.from(payload.replace("500", "900"));
      await expect(billing.handleWebhook(tampered, signature)).rejects.toMatchObject({
        code: "InvalidSignature",
      });
      expect((await standing()).prepaidCredits).toBe(0);
    });
  });

  describe("a subscription", () => {
    test("gives its plan and its period to the account that its metadata names", async () => {
      expect(await deliver(subscription({ at: 10, uid }))).toBe("applied");
      expect(await standing()).toEqual({ plan: "Pro", prepaidCredits: 0, billingPeriod: period });
    });

    test("is the account's also when the checkout tells so later", async () => {
      expect(await deliver(subscription({ at: 10 }))).toBe("waiting");
      expect((await standing()).plan).toBe("Basic");
      await deliver(subscribed());
      expect(await standing()).toMatchObject({ plan: "Pro", billingPeriod: period });
    });

    test("that is renewed moves the period on, by its own event or by the invoice, and leaves prepaid credits alone", async () => {
      await deliver(bought(`cs_${uid}`, 500));
      await deliver(subscription({ at: 10, uid }));
      const next = period.startUnix + periodSeconds;
      await deliver(invoice({ at: 20, start: next }));
      expect((await standing()).billingPeriod?.startUnix).toBe(next);
      await deliver(subscription({ at: 20, start: next }));
      expect(await standing()).toMatchObject({ prepaidCredits: 500, billingPeriod: { startUnix: next } });
    });

    test("that ends takes the account back to the default plan and calendar months", async () => {
      await deliver(subscription({ at: 10, uid }));
      await deliver(subscription({ type: "deleted", at: 20 }));
      expect(await standing()).toMatchObject({ plan: "Basic", billingPeriod: null });
    });

    test("that ends beside another leaves the account the other's plan", async () => {
      await deliver(subscription({ at: 10, uid }));
      await deliver(subscription({ at: 11, uid, id: `${id}_more`, price: "price_ultra" }));
      expect((await standing()).plan).toBe("Ultra");
      await deliver(subscription({ type: "deleted", at: 12, id: `${id}_more`, price: "price_ultra" }));
      expect((await standing()).plan).toBe("Pro");
    });

    test("events that come late do not undo newer ones", async () => {
      await deliver(subscription({ at: 30, uid, price: "price_ultra" }));
      await deliver(subscription({ type: "created", at: 10, uid, status: "incomplete" }));
      await deliver(subscription({ at: 20, uid, price: "price_pro" }));
      expect((await standing()).plan).toBe("Ultra");
      await deliver(subscription({ type: "deleted", at: 40, price: "price_ultra" }));
      await deliver(subscription({ at: 35, price: "price_ultra" }));
      await deliver(invoice({ at: 36, price: "price_ultra" }));
      expect(await standing()).toMatchObject({ plan: "Basic", billingPeriod: null });
    });

    test("that was never paid leaves the plan that the administrator gave", async () => {
      await storage.db.update(users).set({ plan: "Given" }).where(eq(users.id, uid));
      await deliver(subscription({ type: "created", at: 10, uid, status: "incomplete" }));
      await deliver(subscription({ at: 20, uid, status: "incomplete_expired" }));
      expect((await standing()).plan).toBe("Given");
    });

    test("of a product that the catalog does not have is ignored, and can be sent again", async () => {
      const event = subscription({ at: 10, uid, price: "price_elsewhere" });
      expect(await deliver(event, "evt_elsewhere")).toBe("ignored");
      expect(await deliver(event, "evt_elsewhere")).toBe("ignored");
      expect((await standing()).plan).toBe("Basic");
    });
  });

  describe("a subscription made at Stripe, without our checkout,", () => {
    test("gives its plan to the account that the customer is known to pay for", async () => {
      await deliver(bought(`cs_${uid}`, 500));
      expect(await deliver(subscription({ type: "created", at: 10 }))).toBe("applied");
      expect(await standing()).toMatchObject({ plan: "Pro", billingPeriod: period });
    });

    test("gives its plan to the account with the customer's confirmed address", async () => {
      customers[customer] = { id: customer, email: `${uid.toUpperCase()}@example.com` };
      expect(await deliver(subscription({ type: "created", at: 10 }))).toBe("applied");
      expect(await standing()).toMatchObject({ plan: "Pro", billingPeriod: period });
      const asked = standIn.calls.length;
      await deliver(subscription({ at: 20, price: "price_ultra" }));
      expect((await standing()).plan).toBe("Ultra");
      expect(standIn.calls).toHaveLength(asked);
    });

    test("gives an account nothing whose address is not confirmed, or of another customer", async () => {
      await storage.db.update(users).set({ emailVerified: false }).where(eq(users.id, uid));
      customers[customer] = { id: customer, email: `${uid}@example.com` };
      expect(await deliver(subscription({ at: 10 }))).toBe("waiting");
      customers[customer] = { id: customer, deleted: true };
      expect(await deliver(subscription({ at: 11 }))).toBe("waiting");
      expect(await deliver(subscription({ at: 12, customer: "cus_gone", id: "sub_gone" }))).toBe("waiting");
      expect((await standing()).plan).toBe("Basic");
    });

    test("is sent again by Stripe when Stripe does not answer who the customer is", async () => {
      const broken = await openStripeStandIn({ failure: { status: 500, type: "api_error" } });
      const other = createBilling({ db: storage.db, ledger, catalog, log, stripe: broken.access });
      const event = signedEvent(`evt_d_${uid}`, subscription({ at: 10 }));
      await expect(other.handleWebhook(...event)).rejects.toMatchObject({ code: "BillingUnavailable" });
      await broken.close();
      customers[customer] = { id: customer, email: `${uid}@example.com` };
      expect(await billing.handleWebhook(...event)).toBe("applied");
    });
  });

  describe("a customer deleted at Stripe", () => {
    const deletion = (at: number): EventFacts => ({
      type: "customer.deleted",
      created: at,
      data: { object: { id: customer, object: "customer" } },
    });

    test("takes its plan along, for good, and the account can become another customer", async () => {
      await deliver(subscription({ at: 10, uid }));
      expect(await deliver(deletion(20))).toBe("applied");
      expect(await standing()).toMatchObject({ plan: "Basic", billingPeriod: null });
      expect(await billing.hasCustomer(uid)).toBe(false);
      await deliver(subscription({ at: 15, uid }));
      expect((await standing()).plan).toBe("Basic");
      await deliver(subscription({ at: 30, uid, customer: `${customer}_new`, id: `${id}_new` }));
      expect((await standing()).plan).toBe("Pro");
    });

    test("leaves an account that only bought credits the plan that the administrator gave", async () => {
      await deliver(bought(`cs_${uid}`, 500));
      await storage.db.update(users).set({ plan: "Given" }).where(eq(users.id, uid));
      await deliver(deletion(20));
      expect(await standing()).toMatchObject({ plan: "Given", prepaidCredits: 500 });
    });
  });

  describe("money paid back", () => {
    const purchase = (): EventFacts =>
      checkoutEvent({
        id: `cs_${uid}`,
        mode: "payment",
        customer,
        client_reference_id: uid,
        payment_intent: `pi_${uid}`,
        metadata: { credits: "500" },
      });
    const refund = (amount_refunded: number): EventFacts => ({
      type: "charge.refunded",
      created: 20,
      data: {
        object: { payment_intent: `pi_${uid}`, amount: 1000, amount_refunded, metadata: { credits: "500" } },
      },
    });
    const dispute = (status: string, at: number): EventFacts => ({
      type: "charge.dispute.closed",
      created: at,
      data: { object: { payment_intent: `pi_${uid}`, status } },
    });
    const balance = async () => (await standing()).prepaidCredits;

    test("takes the same part of the credits back, once, in whatever order the events arrive", async () => {
      await deliver(purchase());
      expect(await deliver(refund(250))).toBe("applied");
      expect(await balance()).toBe(375);
      await deliver(refund(1000));
      await deliver(refund(250));
      await deliver(purchase());
      expect(await balance()).toBe(0);
    });

    test("before the purchase is known counts when it is", async () => {
      expect(await deliver(refund(500))).toBe("ignored");
      await deliver(purchase());
      expect(await balance()).toBe(250);
    });

    test("for credits that are spent leaves a debt, which the next purchase makes up for", async () => {
      await deliver(purchase());
      for (let image = 0; image < 2; image++) {
        const plan = { label: "Basic", includedCredits: 0 };
        await ledger.settle(await ledger.reserve({ uid, channel: "api", plan }));
      }
      await deliver(refund(1000));
      expect(await balance()).toBe(-2);
      const free = { label: "Basic", includedCredits: 3 };
      expect((await ledger.reserve({ uid, channel: "api", plan: free })).remaining).toBe(2);
      await deliver(bought(`cs_more_${uid}`, 10));
      expect(await balance()).toBe(8);
    });

    test("by the payer's bank takes the credits, and gives them again when the dispute is won", async () => {
      await deliver(purchase());
      await deliver(dispute("warning_needs_response", 30));
      expect(await balance()).toBe(500);
      await deliver(dispute("needs_response", 40));
      expect(await balance()).toBe(0);
      await deliver(dispute("won", 60));
      await deliver(dispute("under_review", 50));
      expect(await balance()).toBe(500);
    });

    test("for something else than credits is ignored", async () => {
      const object = { payment_intent: `pi_else_${uid}`, amount: 10, amount_refunded: 10 };
      expect(await deliver({ type: "charge.refunded", created: 1, data: { object } })).toBe("ignored");
      expect(await deliver(dispute("lost", 1))).toBe("ignored");
    });
  });

  describe("prepaid credits", () => {
    test("are added once, however often and by however many events Stripe tells of the purchase", async () => {
      const event = bought(`cs_${uid}`, 500);
      expect(await deliver(event, `evt_a_${uid}`)).toBe("applied");
      expect(await deliver(event, `evt_a_${uid}`)).toBe("duplicate");
      expect(await deliver({ ...event, type: "checkout.session.async_payment_succeeded" })).toBe("applied");
      expect((await standing()).prepaidCredits).toBe(500);
    });

    test("are added once when the same event is delivered ten times at once", async () => {
      const event = bought(`cs_${uid}`, 500);
      const outcomes = await Promise.all(Array.from({ length: 10 }, () => deliver(event, `evt_b_${uid}`)));
      expect(outcomes.filter((outcome) => outcome === "applied")).toHaveLength(1);
      expect((await standing()).prepaidCredits).toBe(500);
      const entries = await storage.db.select().from(creditEntries).where(eq(creditEntries.uid, uid));
      expect(entries).toMatchObject([{ kind: "grant", amount: 500, source: "prepaid" }]);
    });

    test("of an account that is gone are ignored", async () => {
      await storage.db.delete(users).where(eq(users.id, uid));
      expect(await deliver(bought(`cs_${uid}`, 500))).toBe("ignored");
    });
  });

  test("an event delivered again changes nothing, whatever happened since", async () => {
    const event = subscription({ at: 10, uid });
    await deliver(event, `evt_c_${uid}`);
    await storage.db.update(users).set({ plan: "Given" }).where(eq(users.id, uid));
    expect(await deliver(event, `evt_c_${uid}`)).toBe("duplicate");
    expect((await standing()).plan).toBe("Given");
  });

  test("the checkout and the subscription delivered at the same moment find each other", async () => {
    await Promise.all([
      deliver(subscribed()),
      deliver(subscription({ at: 10 })),
      deliver(invoice({ at: 10 })),
    ]);
    expect(await standing()).toMatchObject({ plan: "Pro", billingPeriod: period });
  });

  test("more credits than can be counted are refused and change nothing", async () => {
    for (const session of ["a", "b"]) await deliver(bought(`cs_${session}_${uid}`, 1_000_000_000));
    await expect(deliver(bought(`cs_c_${uid}`, 1_000_000_000))).rejects.toMatchObject({
      code: "InvalidInput",
    });
    expect((await standing()).prepaidCredits).toBe(2_000_000_000);
  });

  test("an event that makes no sense is refused with a line in the log", async () => {
    await expect(deliver(bought("cs_odd", 0.5))).rejects.toMatchObject({ code: "InvalidInput" });
    const payload = "[1,";
    const header = Stripe.webhooks.generateTestHeaderString({ payload, secret: webhookSecret });
    await expect(billing.handleWebhook(Buffer.from(payload), header)).rejects.toMatchObject({
      code: "InvalidInput",
    });
    expect(lines).toEqual([
      expect.stringMatching(/cannot be worked off.*evt_\d+.*whole number of credits/),
      expect.stringMatching(/cannot be worked off.*not JSON/),
    ]);
  });

  test("events of other kinds, and of customers that nobody knows, are ignored with a line in the log", async () => {
    expect(await deliver({ type: "payment_intent.created", created: 1, data: { object: {} } })).toBe(
      "ignored",
    );
    expect(lines).toEqual([expect.stringMatching(/Stripe event .*payment_intent.created.*ignored/)]);
    expect(await deliver(checkoutEvent({ mode: "subscription", customer: "cus_unknown" }))).toBe("ignored");
  });
});
