import { text } from "@alphacut/platform";
import { z } from "zod";
import { jsonRoute } from "../http/json-routes.ts";
import { offeredPack, offeredPacks, offeredPlan, offeredPlans } from "./offers.ts";
import type { AccountRoute, AccountServices } from "./services.ts";

const offers = z
  .object({
    enabled: z.boolean().describe("False: plans are given by the operator, nothing is sold here"),
    plans: z.array(offeredPlan),
    packs: z.array(offeredPack).describe("Prepaid credits"),
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
  const catalog = { billing, plans };
  const page = `${publicUrl}/dashboard/billing`;
  const urls = { successUrl: `${page}?checkout=done`, cancelUrl: `${page}?checkout=canceled` };
  return [
    jsonRoute({
      method: "GET",
      path: "/api/account/billing",
      summary: "All plans and prepaid packs, and what of them can be bought here",
      answer: offers,
      async handle({ principal }) {
        const [offered, packs] = await Promise.all([offeredPlans(catalog), offeredPacks(catalog)]);
        return {
          enabled: billing.enabled,
          plans: offered,
          packs,
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
