import { expect, test } from "vitest";
import {
  checkoutEvent,
  type EventFacts,
  invoiceEvent,
  periodSeconds,
  subscriptionEvent,
} from "../testing/stripe.ts";
import { readEvent } from "./event.ts";

const read = (event: EventFacts) => readEvent({ id: "evt_1", ...event });
const period = { startUnix: 5000, endUnix: 5000 + periodSeconds };

test.each(["subscription", "item"] as const)("finds the period at the %s", (periodAt) => {
  expect(read(subscriptionEvent({ at: 7, start: 5000, periodAt }))).toMatchObject({ period, at: 7 });
});

test("a customer may be given as an object or as its id", () => {
  const event = subscriptionEvent({ at: 1, customer: "cus_9" });
  const object = { ...(event.data.object as object), customer: { id: "cus_9", email: "a@example.com" } };
  expect(read({ ...event, data: { object } })).toEqual(read(event));
});

test("an invoice names its subscription and price in the newer and in the older form", () => {
  const newer = invoiceEvent({ at: 1, start: 5000 });
  const older: EventFacts = {
    ...newer,
    data: {
      object: {
        customer: "cus_1",
        billing_reason: "subscription_cycle",
        subscription: "sub_1",
        lines: {
          data: [
            {
              period: { start: 5000, end: 5000 + periodSeconds },
              proration: false,
              price: { id: "price_pro" },
            },
          ],
        },
      },
    },
  };
  expect(read(newer)).toMatchObject({ id: "sub_1", priceIds: ["price_pro"], period });
  expect(read(older)).toEqual(read(newer));
});

test("an invoice for part of a period says nothing about where the period begins", () => {
  const event = invoiceEvent({ at: 1 });
  const object = event.data.object as { lines: { data: object[] } };
  const changed = { ...object, billing_reason: "subscription_update" };
  expect(read({ ...event, data: { object: changed } })).toBeUndefined();
  const [line] = object.lines.data;
  const prorated = { ...line, parent: { subscription_item_details: { proration: true } } };
  expect(read({ ...event, data: { object: { ...object, lines: { data: [prorated] } } } })).toBeUndefined();
});

test("an invoice without a subscription is none of ours", () => {
  const event = invoiceEvent({ at: 1 });
  expect(
    read({ ...event, data: { object: { ...(event.data.object as object), parent: null } } }),
  ).toBeUndefined();
});

test("a paid checkout of prepaid credits is a purchase, by whichever event says so", () => {
  const session = {
    mode: "payment",
    customer: "cus_1",
    client_reference_id: "a",
    metadata: { credits: "500" },
  };
  const purchase = {
    kind: "purchase",
    id: "cs_1",
    paymentId: undefined,
    customerId: "cus_1",
    uid: "a",
    credits: 500,
  };
  expect(read(checkoutEvent(session))).toEqual(purchase);
  expect(read(checkoutEvent({ ...session, payment_status: "unpaid" }))).toBeUndefined();
  expect(read(checkoutEvent(session, "checkout.session.async_payment_succeeded"))).toEqual(purchase);
});

test("a checkout of something else than credits is no purchase", () => {
  expect(read(checkoutEvent({ mode: "payment", client_reference_id: "a", metadata: {} }))).toBeUndefined();
});

const odd = ["0", "-5", "1.5", "many", "5e2", "0x10", " 5", "2147483648", "9".repeat(400)];
test.each(odd)("a checkout of %s credits is refused", (credits) => {
  const session = { mode: "payment", client_reference_id: "a", metadata: { credits } };
  expect(() => read(checkoutEvent(session))).toThrow(expect.objectContaining({ code: "InvalidInput" }));
});

test("an event that lacks a part, or says what cannot be, is refused with the place and without the value", () => {
  const whole = subscriptionEvent({ at: 1 });
  const object = whole.data.object as Record<string, unknown>;
  const changed = (change: Record<string, unknown>): EventFacts => ({
    ...whole,
    data: { object: { ...object, ...change } },
  });
  const bad: [EventFacts, string][] = [
    [{ ...whole, data: { object: undefined } }, ""],
    [{ ...whole, data: { object: [] } }, ""],
    [changed({ items: undefined }), "items"],
    [changed({ customer: null }), "customer"],
    [changed({ status: "a\0" }), "status"],
    [changed({ current_period_start: 2 ** 53 }), "current_period_start"],
    [changed({ current_period_start: 5, current_period_end: 4 }), "before it starts"],
    [{ type: "charge.refunded", created: 1, data: { object: { amount: -1 } } }, "amount"],
    [{ type: "charge.dispute.created", created: 1, data: { object: {} } }, "status"],
    [{ type: "customer.deleted", created: 1, data: { object: {} } }, "id"],
  ];
  for (const [event, place] of bad) {
    expect(() => read(event)).toThrow(
      expect.objectContaining({
        code: "InvalidInput",
        message: expect.stringMatching(new RegExp(`evt_1.*${place}`)),
      }),
    );
  }
});

test.each([
  ["needs_response", true],
  ["under_review", true],
  ["lost", true],
  ["won", false],
  ["warning_needs_response", false],
  ["warning_closed", false],
])("a dispute that is %s has taken the money: %s", (status, isWithdrawn) => {
  const object = { payment_intent: { id: "pi_1" }, status };
  expect(read({ type: "charge.dispute.closed", created: 7, data: { object } })).toEqual({
    kind: "dispute",
    paymentId: "pi_1",
    at: 7,
    isWithdrawn,
  });
});

test("other events are none of ours, whatever their name", () => {
  for (const type of ["payment_intent.created", "toString", "__proto__"])
    expect(read({ type, created: 1, data: { object: {} } })).toBeUndefined();
});
