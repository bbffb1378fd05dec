import { z } from "zod";

const window = {
  periodStartUnix: z.int().describe("Unix seconds"),
  periodEndUnix: z.int().describe("Unix seconds"),
  appUsage: z.int().describe("Images charged in the web editor"),
  apiUsage: z.int().describe("Images charged by API key"),
};

/** Plan, credits and counters of an account. */
export const membershipUsage = z
  .object({
    membership: z.string().describe("The plan"),
    credits: z.int().describe("Credits that the plan includes"),
    prepaidCredits: z.int().describe("Bought credits that are left; they never expire"),
    app_usage: z.int(),
    api_usage: z.int(),
    billingCycle: z
      .object({
        ...window,
        includedCredits: z.int(),
        prepaidCredits: z.int(),
        usedIncludedCredits: z.int(),
        remainingIncludedCredits: z.int(),
        stripeBillingSynced: z.boolean().describe("False: the window is the UTC calendar month"),
      })
      .optional(),
  })
  .meta({ id: "MembershipUsage" });

/** The billing windows of an account and what was charged in each. */
export const billingCycles = z
  .object({ billingCycles: z.array(z.object(window)) })
  .meta({ id: "BillingCycles" });
