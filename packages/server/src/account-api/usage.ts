import { z } from "zod";
import { jsonRoute } from "../http/json-routes.ts";
import { billingCycles, membershipUsage } from "../schemas/membership-usage.ts";
import { type AccountRoute, type AccountServices, ownerOf } from "./services.ts";

const DAY_MS = 86_400_000;
const MAX_DAYS = 366;

const dayUsage = z
  .object({
    date: z.iso.date(),
    app: z.int().describe("Images charged in the web editor"),
    api: z.int().describe("Images charged by API key"),
  })
  .meta({ id: "DayUsage" });

/** UTC days, both included. */
const span = z.object({ from: z.iso.date(), to: z.iso.date() }).superRefine(({ from, to }, context) => {
  const today = dayNumber(new Date().toISOString().slice(0, 10));
  if (from > to)
    context.addIssue({ code: "custom", path: ["from"], message: "'from' must not be after 'to'" });
  if (dayNumber(to) > today)
    context.addIssue({ code: "custom", path: ["to"], message: "'to' must not be in the future" });
  if (dayNumber(from) <= today - MAX_DAYS) {
    context.addIssue({
      code: "custom",
      path: ["from"],
      message: `'from' must be within the last ${MAX_DAYS} days`,
    });
  }
});

export function usageRoutes({ usage, plans }: AccountServices): AccountRoute[] {
  return [
    jsonRoute({
      method: "GET",
      path: "/api/account/usage",
      summary: "Charged images of each UTC day from one to another, within the last 366",
      query: span,
      answer: z.object({ days: z.array(dayUsage) }),
      async handle({ principal, query: { from, to } }) {
        const today = new Date().toISOString().slice(0, 10);
        const days = await usage.byDay(principal.uid, dayNumber(today) - dayNumber(from) + 1);
        return {
          days: days.filter(({ day }) => day <= to).map(({ day, app, api }) => ({ date: day, app, api })),
        };
      },
    }),
    jsonRoute({
      method: "GET",
      path: "/api/account/membership",
      summary: "Plan, credits and usage of this month, the current billing window and the ones before",
      answer: membershipUsage.extend(billingCycles.shape).meta({ id: "AccountMembership" }),
      async handle({ principal }) {
        const owner = ownerOf(principal, { plans });
        const [membership, windows] = await Promise.all([
          usage.membership(owner, { billingCycle: true }),
          usage.billingCycles(principal.uid),
        ]);
        return { ...membership, billingCycles: windows };
      },
    }),
  ];
}

function dayNumber(date: string): number {
  return Date.parse(date) / DAY_MS;
}
