import type { Account, Platform } from "@alphacut/platform";
import { z } from "zod";
import { billingCycles, membershipUsage } from "../dialects/rembg-com/membership-wire.ts";
import { type JsonRoute, jsonRoute } from "../http/json-routes.ts";
import { keyId, keyMade, keyShown, newKey, timestamp } from "./key-schemas.ts";
import { dayUsage, monthUsage, planOffers, redirect } from "./usage-schemas.ts";

/** What the account API uses of the platform. */
export type AccountServices = Pick<Platform, "accounts" | "keys" | "usage" | "plans" | "billing"> & {
  /** Where people reach the server; without a last slash. */
  publicUrl: string;
};

type AccountRoute = JsonRoute<Account>;

/** What the dashboard uses. The principal is the signed-in account. */
export function accountRoutes(services: AccountServices): AccountRoute[] {
  return [profileRoute, ...keyRoutes(services), ...usageRoutes(services), ...billingRoutes(services)];
}

const profileRoute: AccountRoute = jsonRoute({
  method: "GET",
  path: "/api/account",
  summary: "Who is signed in",
  answer: z
    .object({
      uid: z.string(),
      email: z.email(),
      name: z.string(),
      plan: z.string(),
      emailVerified: z.boolean(),
      language: z.string(),
      createdAt: timestamp,
    })
    .meta({ id: "Profile" }),
  handle: async ({ principal: { suspended: _, ...profile } }) => profile,
});

function keyRoutes({ keys }: AccountServices): AccountRoute[] {
  return [
    jsonRoute({
      method: "GET",
      path: "/api/account/keys",
      summary: "Every API key the account ever had, newest first",
      answer: z.object({ keys: z.array(keyShown) }),
      handle: async ({ principal }) => ({ keys: await keys.list(principal.uid) }),
    }),
    jsonRoute({
      method: "POST",
      path: "/api/account/keys",
      summary: "Make an API key",
      body: newKey.default({}),
      status: 201,
      answer: keyMade,
      handle: ({ principal, body }) => keys.create(principal.uid, body),
    }),
    jsonRoute({
      method: "DELETE",
      path: "/api/account/keys/:id",
      summary: "Revoke an API key, at once",
      params: keyId,
      status: 204,
      handle: ({ principal, params }) => keys.revoke(principal.uid, params.id),
    }),
    jsonRoute({
      method: "POST",
      path: "/api/account/keys/:id/rotate",
      summary: "Put a new key in the place of a working one, which stops at once",
      params: keyId,
      status: 201,
      answer: keyMade,
      handle: ({ principal, params }) => keys.rotate(principal.uid, params.id),
    }),
  ];
}

const count = (maximum: number, fallback: number) =>
  z.coerce.number().int().min(1).max(maximum).default(fallback);

function usageRoutes({ usage, plans }: AccountServices): AccountRoute[] {
  const owner = ({ uid, plan }: Account) => ({ uid, plan: plans.find(plan) ?? plans.defaultPlan });
  return [
    jsonRoute({
      method: "GET",
      path: "/api/account/usage",
      summary: "Plan, credits and usage of this month and of the current billing window",
      answer: membershipUsage,
      handle: ({ principal }) => usage.membership(owner(principal), { billingCycle: true }),
    }),
    jsonRoute({
      method: "GET",
      path: "/api/account/usage/days",
      summary: "Charged images of the last UTC days, today included, oldest first",
      query: z.object({ days: count(366, 30) }),
      answer: z.object({ days: z.array(dayUsage) }),
      handle: async ({ principal, query }) => ({ days: await usage.byDay(principal.uid, query.days) }),
    }),
    jsonRoute({
      method: "GET",
      path: "/api/account/usage/months",
      summary: "Charged images of the newest UTC months that had any, newest first",
      query: z.object({ limit: count(120, 12) }),
      answer: z.object({ months: z.array(monthUsage) }),
      handle: async ({ principal, query }) => ({ months: await usage.byMonth(principal.uid, query.limit) }),
    }),
    jsonRoute({
      method: "GET",
      path: "/api/account/usage/cycles",
      summary: "Every billing window, newest first",
      answer: billingCycles,
      handle: async ({ principal }) => ({ billingCycles: await usage.billingCycles(principal.uid) }),
    }),
  ];
}

function billingRoutes({ billing, plans, publicUrl }: AccountServices): AccountRoute[] {
  const page = `${publicUrl}/dashboard/billing`;
  const urls = { successUrl: `${page}?checkout=done`, cancelUrl: `${page}?checkout=canceled` };
  return [
    jsonRoute({
      method: "GET",
      path: "/api/account/plans",
      summary: "All plans and prepaid packs, and what of them can be bought here",
      answer: planOffers,
      handle: async () => ({
        billing: billing.enabled,
        plans: plans.plans.map(({ stripePriceId, ...plan }) => ({
          ...plan,
          purchasable: billing.enabled && stripePriceId !== undefined,
        })),
        prepaidPacks: billing.enabled ? plans.prepaidPacks.map(({ credits }) => ({ credits })) : [],
      }),
    }),
    jsonRoute({
      method: "POST",
      path: "/api/account/billing/checkout",
      summary: "The page where a plan or a pack of prepaid credits is paid",
      body: z.union([
        z.strictObject({ plan: z.string().max(100) }),
        z.strictObject({ prepaidCredits: z.int().min(1) }),
      ]),
      answer: redirect,
      handle: async ({ principal, body }) => ({
        url:
          "plan" in body
            ? await billing.planCheckout(principal, body.plan, urls)
            : await billing.packCheckout(principal, body.prepaidCredits, urls),
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
