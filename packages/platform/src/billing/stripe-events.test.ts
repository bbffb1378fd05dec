import { expect, test } from "vitest";
import { readEvent, type StripeEvent } from "./stripe-events.ts";
import { checkoutEvent, invoiceEvent, periodSeconds, subscriptionEvent } from "./testing/stripe.ts";

const period = { startUnix: 5000, endUnix: 5000 + periodSeconds };

test.each(["subscription", "item"] as const)("finds the period at the %s", (periodAt) => {
  expect(readEvent(subscriptionEvent({ at: 7, start: 5000, periodAt }))).toMatchObject({ period, at: 7 });
});

test("a customer may be given as an object or as its id", () => {
  const event = subscriptionEvent({ at: 1, customer: "cus_9" });
  const object = { ...(event.data.object as object), customer: { id: "cus_9", email: "a@example.com" } };
  expect(readEvent({ ...event, data: { object } })).toEqual(readEvent(event));
});

test("an invoice names its subscription and price in the newer and in the older form", () => {
  const newer = invoiceEvent({ at: 1, start: 5000 });
  const older: StripeEvent = {
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
  expect(readEvent(newer)).toMatchObject({ id: "sub_1", priceIds: ["price_pro"], period });
  expect(readEvent(older)).toEqual(readEvent(newer));
});

test("an invoice for part of a period says nothing about where the period begins", () => {
  const event = invoiceEvent({ at: 1 });
  const object = event.data.object as { lines: { data: object[] } };
  const changed = { ...object, billing_reason: "subscription_update" };
  expect(readEvent({ ...event, data: { object: changed } })).toBeUndefined();
  const [line] = object.lines.data;
  const prorated = { ...line, parent: { subscription_item_details: { proration: true } } };
  expect(
    readEvent({ ...event, data: { object: { ...object, lines: { data: [prorated] } } } }),
  ).toBeUndefined();
});

test("an invoice without a subscription is none of ours", () => {
  const event = invoiceEvent({ at: 1 });
  expect(
    readEvent({ ...event, data: { object: { ...(event.data.object as object), parent: null } } }),
  ).toBeUndefined();
});

test("a paid checkout of prepaid credits is a purchase, by whichever event says so", () => {
  const session = {
    mode: "payment",
    customer: "cus_1",
    client_reference_id: "a",
    metadata: { credits: "500" },
  };
  const purchase = { kind: "purchase", id: "cs_1", customerId: "cus_1", uid: "a", credits: 500 };
  expect(readEvent(checkoutEvent(session))).toEqual(purchase);
  expect(readEvent(checkoutEvent({ ...session, payment_status: "unpaid" }))).toBeUndefined();
  expect(readEvent(checkoutEvent(session, "checkout.session.async_payment_succeeded"))).toEqual(purchase);
});

test.each(["0", "-5", "1.5", "many", undefined])("a checkout of %s credits is no purchase", (credits) => {
  const session = { mode: "payment", client_reference_id: "a", metadata: { credits } };
  expect(readEvent(checkoutEvent(session))).toBeUndefined();
});

test("other events are none of ours", () => {
  expect(readEvent({ type: "charge.refunded", created: 1, data: { object: {} } })).toBeUndefined();
});
