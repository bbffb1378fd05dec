import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import Stripe from "stripe";
import type { StripeAccess } from "../billing.ts";
import type { StripeEvent } from "../events/event.ts";

export const webhookSecret = "whsec_test";

/** An event without its id, which each delivery gives it. */
export type EventFacts = Omit<StripeEvent, "id">;

/** A webhook as Stripe sends it: the body and its signature. */
export function signedEvent(id: string, event: EventFacts): [body: Uint8Array, signature: string] {
  const payload = JSON.stringify({ id, object: "event", ...event });
  return [Buffer.from(payload), Stripe.webhooks.generateTestHeaderString({ payload, secret: webhookSecret })];
}

/** What a subscription's events say that differs from the usual. */
export interface SubscriptionFacts {
  readonly type?: "created" | "updated" | "deleted";
  readonly id?: string;
  readonly customer?: string;
  readonly at: number;
  readonly status?: string;
  readonly price?: string;
  readonly start?: number;
  readonly uid?: string | undefined;
  /** Older API versions have the period at the subscription, newer ones at its item. */
  readonly periodAt?: "subscription" | "item";
}

/** How long a billing period of the tests is, in seconds. */
export const periodSeconds = 2_592_000;

export function subscriptionEvent({
  type = "updated",
  id = "sub_1",
  customer = "cus_1",
  at,
  status = type === "deleted" ? "canceled" : "active",
  price = "price_pro",
  start = 1_000_000,
  uid,
  periodAt = "item",
}: SubscriptionFacts): EventFacts {
  const period = { current_period_start: start, current_period_end: start + periodSeconds };
  return {
    type: `customer.subscription.${type}`,
    created: at,
    data: {
      object: {
        id,
        customer,
        status,
        metadata: uid === undefined ? {} : { uid },
        ...(periodAt === "subscription" ? period : {}),
        items: { data: [{ price: { id: price }, ...(periodAt === "item" ? period : {}) }] },
      },
    },
  };
}

export function invoiceEvent({
  id = "sub_1",
  customer = "cus_1",
  at,
  price = "price_pro",
  start = 1_000_000,
}: SubscriptionFacts): EventFacts {
  return {
    type: "invoice.paid",
    created: at,
    data: {
      object: {
        id: `in_${at}`,
        customer,
        billing_reason: "subscription_cycle",
        parent: { subscription_details: { subscription: id, metadata: {} } },
        lines: {
          data: [
            {
              period: { start, end: start + periodSeconds },
              parent: { subscription_item_details: { proration: false } },
              pricing: { price_details: { price } },
            },
          ],
        },
      },
    },
  };
}

export function checkoutEvent(
  session: Record<string, unknown>,
  type = "checkout.session.completed",
): EventFacts {
  return { type, created: 1, data: { object: { id: "cs_1", payment_status: "paid", ...session } } };
}

export interface StripeStandIn {
  readonly access: StripeAccess;
  /** The calls made so far: method, path and form fields. */
  readonly calls: { readonly call: string; readonly fields: Record<string, string> }[];
  close(): Promise<void>;
}

export interface StripeAnswers {
  /** Answered to every call. */
  readonly failure?: { status: number; type: string; code?: string; message?: string };
  /** What Stripe has, by id: prices, customers. */
  readonly objects?: Readonly<Record<string, object>>;
  /** Ids that Stripe does not have any more, wherever they are asked for. */
  readonly gone?: readonly string[];
}

/** Answers the few calls of Stripe's API that are used. */
export async function openStripeStandIn({
  failure,
  objects = {},
  gone = [],
}: StripeAnswers = {}): Promise<StripeStandIn> {
  const calls: StripeStandIn["calls"] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const fields = Object.fromEntries(new URLSearchParams(Buffer.concat(chunks).toString()));
    calls.push({ call: `${request.method} ${request.url}`, fields });
    const asked = [request.url?.split("/").at(-1)?.split("?")[0] ?? "", ...Object.values(fields)];
    const missing = asked.find((id) => gone.includes(id));
    const problem =
      failure ??
      (missing === undefined
        ? undefined
        : {
            status: 404,
            type: "invalid_request_error",
            code: "resource_missing",
            message: `No such object: '${missing}'`,
          });
    const answer = problem
      ? { error: { message: "refused", ...problem } }
      : (objects[asked[0]!] ?? { id: "session_1", url: `https://stripe.example${request.url}` });
    response
      .writeHead(problem?.status ?? 200, { "content-type": "application/json" })
      .end(JSON.stringify(answer));
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    access: { secretKey: "sk_test", webhookSecret, api: { host: "127.0.0.1", port, protocol: "http" } },
    calls,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}
