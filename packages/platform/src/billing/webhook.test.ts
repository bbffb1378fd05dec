import { eq } from "drizzle-orm";
import Stripe from "stripe";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { CreditLedger } from "../credits/ledger.ts";
import { openSqlLedger } from "../credits/sql/sql-ledger.ts";
import { parseCatalogue } from "../plans/catalogue.ts";
import type { Storage } from "../storage/database.ts";
import { creditEntries, users } from "../storage/schema/index.ts";
import { describeOnEveryDatabase } from "../testing/database.ts";
import { type Billing, createBilling } from "./billing.ts";
import type { StripeEvent } from "./stripe-events.ts";
import {
  checkoutEvent,
  invoiceEvent,
  periodSeconds,
  type SubscriptionFacts,
  signedEvent,
  subscriptionEvent,
  webhookSecret,
} from "./testing/stripe.ts";

const catalogue = parseCatalogue(
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
const log = { info() {}, warn() {}, error() {} };

describeOnEveryDatabase("the Stripe webhook", (open) => {
  let storage: Storage;
  let ledger: CreditLedger;
  let billing: Billing;
  let uid: string;
  let customer: string;
  let id: string;
  let accounts = 0;
  let events = 0;

  beforeAll(async () => {
    storage = await open();
    ledger = await openSqlLedger({ db: storage.db, reservationMs: 60_000, now: () => new Date() });
    const stripe = { secretKey: "sk_test", webhookSecret };
    billing = createBilling({ db: storage.db, ledger, catalogue, log, stripe });
  }, 60_000);
  afterAll(() => storage.close());
  beforeEach(async () => {
    accounts++;
    uid = `account-${accounts}`;
    customer = `cus_${accounts}`;
    id = `sub_${accounts}`;
    await storage.db
      .insert(users)
      .values({ id: uid, name: uid, email: `${uid}@example.com`, plan: "Basic", language: "en" });
  });

  const deliver = (event: StripeEvent, name = `evt_${++events}`) =>
    billing.handleWebhook(...signedEvent(name, event));
  const subscription = (facts: SubscriptionFacts): StripeEvent =>
    subscriptionEvent({ id, customer, ...facts });
  const invoice = (facts: SubscriptionFacts): StripeEvent => invoiceEvent({ id, customer, ...facts });
  const subscribed = (): StripeEvent =>
    checkoutEvent({ mode: "subscription", customer, client_reference_id: uid });
  const bought = (session: string, credits: number): StripeEvent =>
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
      await deliver(subscription({ at: 10 }));
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

    test("of a product that the catalogue does not have is ignored, and can be sent again", async () => {
      const event = subscription({ at: 10, uid, price: "price_elsewhere" });
      expect(await deliver(event, "evt_elsewhere")).toBe("ignored");
      expect(await deliver(event, "evt_elsewhere")).toBe("ignored");
      expect((await standing()).plan).toBe("Basic");
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

  test("events of other kinds, and of customers that nobody knows, are ignored", async () => {
    expect(await deliver({ type: "charge.refunded", created: 1, data: { object: {} } })).toBe("ignored");
    expect(await deliver(checkoutEvent({ mode: "subscription", customer: "cus_unknown" }))).toBe("ignored");
  });
});
