import { type AccountCaller, type Delivery, text } from "@alphacut/platform";
import { z } from "zod";
import { type JsonRoute, jsonRoute } from "../http/json-routes.ts";
import { requireReceiver } from "./receiver.ts";
import type { JobApiServices } from "./services.ts";
import { eventNames } from "./wire.ts";

const timestamp = z.iso.datetime();

const webhookShown = z
  .object({
    id: z.string(),
    url: z.url(),
    events: eventNames,
    enabled: z.boolean().describe("False: messages wait. A receiver that answers 410 turns itself off"),
    previousSecretUntil: timestamp.nullable().describe("Until then the secret before this one signs as well"),
    createdAt: timestamp,
  })
  .meta({ id: "Webhook" });

const webhookMade = webhookShown
  .extend({ secret: z.string().describe("What messages are signed with, shown this once") })
  .meta({ id: "NewWebhook" });

const states = ["pending", "delivered", "dead"] as const;

const deliveryShown = z
  .object({
    id: z.string(),
    eventId: z.string().describe("`webhook-id`: the same in every attempt"),
    type: z.string(),
    state: z.enum(states).describe("`dead`: given up after a day"),
    attempts: z.int(),
    status: z.int().nullable().describe("HTTP status of the last answer"),
    error: z.string().nullable().describe("Why there was none"),
    nextAt: timestamp.nullable(),
    createdAt: timestamp,
    deliveredAt: timestamp.nullable(),
    body: z.string().describe("What was sent"),
  })
  .meta({ id: "WebhookDelivery" });

const url = z.url({ protocol: /^https?$/ }).max(2048);
const webhookId = z.object({ id: text(100) });

const newWebhook = z
  .strictObject({ url, events: eventNames.optional().describe("All of them when absent") })
  .meta({ id: "WebhookRequest" });

const webhookChange = z
  .strictObject({
    url: url.optional(),
    events: eventNames.optional(),
    enabled: z.boolean().optional(),
    rotateSecret: z
      .literal(true)
      .optional()
      .describe("A new secret, which is in the answer; the old one signs as well for a day"),
  })
  .meta({ id: "WebhookChange" });

/** An account's webhooks. The principal is whose they are. */
export function webhookRoutes({
  jobs: { webhooks },
  fetchAllow,
  wake,
}: JobApiServices): JsonRoute<AccountCaller>[] {
  return [
    jsonRoute({
      method: "GET",
      path: "/api/webhooks",
      summary: "The account's webhooks",
      answer: z.object({ webhooks: z.array(webhookShown) }),
      handle: async ({ principal }) => ({ webhooks: await webhooks.list(principal.uid) }),
    }),
    jsonRoute({
      method: "POST",
      path: "/api/webhooks",
      summary: "Tell an address of what happens to all jobs of the account",
      body: newWebhook,
      status: 201,
      answer: webhookMade,
      async handle({ principal, body }) {
        await requireReceiver(body.url, "url", fetchAllow);
        return webhooks.create(principal.uid, body);
      },
    }),
    jsonRoute({
      method: "PATCH",
      path: "/api/webhooks/:id",
      summary: "Change a webhook, or its secret",
      params: webhookId,
      body: webhookChange,
      answer: webhookShown.extend({ secret: z.string().optional() }),
      async handle({ principal, params, body }) {
        const { rotateSecret, ...change } = body;
        if (change.url !== undefined) await requireReceiver(change.url, "url", fetchAllow);
        const changed = await webhooks.change(principal.uid, params.id, change);
        wake();
        return rotateSecret ? webhooks.rotateSecret(principal.uid, params.id) : changed;
      },
    }),
    jsonRoute({
      method: "DELETE",
      path: "/api/webhooks/:id",
      summary: "Delete a webhook with what waits to be sent to it",
      params: webhookId,
      status: 204,
      handle: ({ principal, params }) => webhooks.delete(principal.uid, params.id),
    }),
    jsonRoute({
      method: "POST",
      path: "/api/webhooks/:id/test",
      summary: "Send a message `webhook.test`",
      params: webhookId,
      status: 201,
      answer: deliveryShown,
      async handle({ principal, params }): Promise<Delivery> {
        const delivery = await webhooks.sendTest(principal.uid, params.id);
        wake();
        return delivery;
      },
    }),
    jsonRoute({
      method: "GET",
      path: "/api/webhooks/:id/deliveries",
      summary: "What was sent to a webhook and how it went, newest first, for 30 days",
      params: webhookId,
      query: z.object({
        cursor: text(100).optional(),
        limit: z.coerce.number().int().min(1).max(100).default(20),
        state: z.enum(states).optional(),
      }),
      answer: z.object({ deliveries: z.array(deliveryShown), next: z.string().optional() }),
      handle: ({ principal, params, query }) => webhooks.deliveries(principal.uid, params.id, query),
    }),
    jsonRoute({
      method: "POST",
      path: "/api/webhooks/:id/deliveries/:delivery/resend",
      summary: "Send a message again, with the same `webhook-id`",
      params: webhookId.extend({ delivery: text(100) }),
      answer: deliveryShown,
      async handle({ principal, params }): Promise<Delivery> {
        const delivery = await webhooks.resend(principal.uid, params.id, params.delivery);
        wake();
        return delivery;
      },
    }),
  ];
}
