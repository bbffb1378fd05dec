import { expect, test } from "vitest";
import { readEvent } from "./events/event.ts";
import { afterEvent, afterInvoice, entitlementOf, newRecord } from "./subscription-state.ts";
import {
  type EventFacts,
  invoiceEvent,
  periodSeconds,
  type SubscriptionFacts,
  subscriptionEvent,
} from "./testing/stripe.ts";

const plans: Record<string, string> = { price_pro: "Pro", price_ultra: "Ultra" };

function entitlementAfter(events: readonly EventFacts[]) {
  let record = newRecord("sub_1", "cus_1");
  for (const event of events) {
    const seen = readEvent({ id: "evt_1", ...event });
    if (seen?.kind === "subscription") record = afterEvent(record, seen, plans[seen.priceIds[0]!] ?? null);
    if (seen?.kind === "invoice") record = afterInvoice(record, seen, plans[seen.priceIds[0]!] ?? null);
  }
  return entitlementOf(record);
}

function* orders<Item>(items: readonly Item[]): Generator<Item[]> {
  if (items.length === 0) yield [];
  for (const [index, item] of items.entries()) {
    for (const rest of orders(items.toSpliced(index, 1))) yield [item, ...rest];
  }
}

const renewal = 1_000_000 + periodSeconds;
const event = (facts: SubscriptionFacts): EventFacts => subscriptionEvent(facts);
const checkout = [
  event({ type: "created", at: 10, status: "incomplete" }),
  event({ at: 10, status: "active" }),
  invoiceEvent({ at: 10 }),
];

const lives: [string, EventFacts[], ReturnType<typeof entitlementAfter>][] = [
  [
    "a checkout",
    checkout,
    { state: "live", plan: "Pro", period: { startUnix: 1_000_000, endUnix: renewal } },
  ],
  [
    "a renewal",
    [...checkout, event({ at: 20, start: renewal }), invoiceEvent({ at: 21, start: renewal })],
    { state: "live", plan: "Pro", period: { startUnix: renewal, endUnix: renewal + periodSeconds } },
  ],
  [
    "a change of plan",
    [...checkout, event({ at: 15, price: "price_ultra" }), event({ at: 16, price: "price_ultra" })],
    { state: "live", plan: "Ultra", period: { startUnix: 1_000_000, endUnix: renewal } },
  ],
  [
    "an overdue payment",
    [...checkout, event({ at: 20, start: renewal, status: "past_due" })],
    { state: "live", plan: "Pro", period: { startUnix: renewal, endUnix: renewal + periodSeconds } },
  ],
  [
    "an end",
    [...checkout, invoiceEvent({ at: 20, start: renewal }), event({ type: "deleted", at: 21 })],
    { state: "ended" },
  ],
  [
    "an end in the second of another change",
    [...checkout, event({ at: 30 }), event({ type: "deleted", at: 30 })],
    { state: "ended" },
  ],
  [
    "a checkout that was never paid",
    [event({ type: "created", at: 10, status: "incomplete" })],
    { state: "pending" },
  ],
];

test.each(lives)("%s ends the same in whatever order its events arrive", (_, events, entitlement) => {
  for (const order of orders(events)) expect(entitlementAfter(order)).toEqual(entitlement);
});

test("an invoice alone is enough to be live", () => {
  expect(entitlementAfter([invoiceEvent({ at: 10 })])).toMatchObject({ state: "live", plan: "Pro" });
});
