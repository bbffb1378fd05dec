import { z } from "zod";

const counts = {
  app: z.int().describe("Images charged in the web editor"),
  api: z.int().describe("Images charged by API key"),
};

export const dayUsage = z.object({ day: z.iso.date(), ...counts }).meta({ id: "DayUsage" });

export const monthUsage = z
  .object({ year: z.int(), month: z.int().min(1).max(12), ...counts })
  .meta({ id: "MonthUsage" });

export const planOffers = z
  .object({
    billing: z.boolean().describe("False: plans are given by the operator, nothing is sold here"),
    plans: z.array(
      z.object({
        label: z.string(),
        includedCredits: z.int(),
        requestsPerMinute: z.int(),
        purchasable: z.boolean(),
      }),
    ),
    prepaidPacks: z.array(z.object({ credits: z.int() })),
  })
  .meta({ id: "PlanOffers" });

export const redirect = z
  .object({ url: z.url().describe("Where to send the browser") })
  .meta({ id: "Redirect" });
