import { priceUnits, text } from "@alphacut/platform";
import { z } from "zod";
import { jsonRoute } from "../http/json-routes.ts";
import type { AccountRoute, AccountServices } from "./services.ts";

const price = z
  .object({
    amount: z.int().describe("In the currency's smallest unit, as Stripe counts it: cents, or whole yen"),
    currency: z.string().describe("ISO 4217 in small letters"),
    interval: z
      .object({ unit: z.enum(priceUnits), count: z.int() })
      .optional()
      .describe("How often it is paid; absent: once"),
  })
  .meta({ id: "Price", description: "Absent where nothing is sold, and while Stripe does not tell" });

const offers = z
  .object({
    enabled: z.boolean().describe("False: plans are given by the operator, nothing is sold here"),
    plans: z.array(
      z.object({
        label: z.string(),
        includedCredits: z.int(),
        requestsPerMinute: z.int(),
        purchasable: z.boolean(),
        price: price.optional(),
      }),
    ),
    packs: z
      .array(z.object({ id: z.string(), credits: z.int(), price: price.optional() }))
      .describe("Prepaid credits"),
    hasCustomer: z.boolean().describe("Something was bought before: the portal opens"),
  })
  .meta({ id: "Offers" });

const redirect = z.object({ url: z.url().describe("Where to send the browser") }).meta({ id: "Redirect" });

const purchase = z
  .union([
    z.strictObject({ plan: text(100) }),
    z.strictObject({
      pack: z
        .string()
        .regex(/^\d{1,10}$/)
        .describe("The id of a pack"),
    }),
  ])
  .meta({ id: "Purchase" });

export function billingRoutes({ billing, plans, publicUrl }: AccountServices): AccountRoute[] {
  const page = `${publicUrl}/dashboard/billing`;
  const urls = { successUrl: `${page}?checkout=done`, cancelUrl: `${page}?checkout=canceled` };
  return [
    jsonRoute({
      method: "GET",
      path: "/api/account/billing",
      summary: "All plans and prepaid packs, and what of them can be bought here",
      answer: offers,
      async handle({ principal }) {
        const offeredPlans = plans.plans.map(async ({ stripePriceId, jobs: _, ...plan }) => ({
          ...plan,
          purchasable: billing.enabled && stripePriceId !== undefined,
          price: stripePriceId && (await billing.price(stripePriceId)),
        }));
        const offeredPacks = plans.prepaidPacks.map(async ({ credits, stripePriceId }) => ({
          id: String(credits),
          credits,
          price: await billing.price(stripePriceId),
        }));
        return {
          enabled: billing.enabled,
          plans: await Promise.all(offeredPlans),
          packs: billing.enabled ? await Promise.all(offeredPacks) : [],
          hasCustomer: await billing.hasCustomer(principal.uid),
        };
      },
    }),
    jsonRoute({
      method: "POST",
      path: "/api/account/billing/checkout",
      summary: "The page where a plan or a pack of prepaid credits is paid",
      body: purchase,
      answer: redirect,
      handle: async ({ principal, body }) => ({
        url:
          "plan" in body
            ? await billing.planCheckout(principal, body.plan, urls)
            : await billing.packCheckout(principal, Number(body.pack), urls),
      }),
    }),
    jsonRoute({
      method: "POST",
      path: "/api/account/billing/portal",
      summary: "The page where invoices, cards and the subscription are looked after",
      answer: redirect,
      handle: async ({ principal }) => ({ url: await billing.portal(principal.uid, page) }),
    }),
  ];
}
