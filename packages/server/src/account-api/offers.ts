import { type Platform, priceUnits } from "@alphacut/platform";
import { z } from "zod";

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

export const offeredPlan = z.object({
  label: z.string(),
  includedCredits: z.int(),
  requestsPerMinute: z.int(),
  purchasable: z.boolean(),
  price: price.optional(),
});

export const offeredPack = z.object({ id: z.string(), credits: z.int(), price: price.optional() });

type Catalog = Pick<Platform, "billing" | "plans">;
type Plan = Catalog["plans"]["plans"][number];

/** Every plan, and what of them can be bought for how much. */
export function offeredPlans({ billing, plans }: Catalog): Promise<z.output<typeof offeredPlan>[]> {
  return Promise.all(plans.plans.map((plan) => offerOf(billing, plan)));
}

async function offerOf(
  billing: Catalog["billing"],
  { label, includedCredits, requestsPerMinute, stripePriceId }: Plan,
): Promise<z.output<typeof offeredPlan>> {
  return {
    label,
    includedCredits,
    requestsPerMinute,
    purchasable: billing.enabled && stripePriceId !== undefined,
    price: stripePriceId === undefined ? undefined : await billing.price(stripePriceId),
  };
}

/** Prepaid credits that can be bought. */
export async function offeredPacks({ billing, plans }: Catalog): Promise<z.output<typeof offeredPack>[]> {
  if (!billing.enabled) return [];
  return Promise.all(
    plans.prepaidPacks.map(async ({ credits, stripePriceId }) => ({
      id: String(credits),
      credits,
      price: await billing.price(stripePriceId),
    })),
  );
}
