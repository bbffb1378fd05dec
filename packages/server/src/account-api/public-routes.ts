import { languages, type Platform } from "@alphacut/platform";
import { z } from "zod";
import { standardImageRules } from "../cutout/image-rules.ts";
import { type JsonRoute, jsonRoute } from "../http/json-routes.ts";
import { offeredPack, offeredPacks, offeredPlan, offeredPlans } from "./offers.ts";

/** What the operator has set up, as far as everybody may know it. */
export interface SiteSettings {
  siteName: string;
  /** Where the operator's logo is served; undefined: ours. */
  logoPath: string | undefined;
  termsUrl: string | undefined;
  privacyUrl: string | undefined;
  imprintUrl: string | undefined;
  socialProviders: readonly ("google" | "github")[];
  anonymousDaily: number | "unlimited";
  onDevice: boolean;
  supportUrl: string | undefined;
  supportEmail: string | undefined;
}

const site = z
  .object({
    name: z.string().describe("What the operator calls the product"),
    logo: z.string().optional().describe("The path of the operator's logo"),
    links: z
      .object({ terms: z.url().optional(), privacy: z.url().optional(), imprint: z.url().optional() })
      .describe("Pages of the operator's"),
    languages: z.array(z.enum(languages)),
    socialProviders: z.array(z.enum(["google", "github"])),
    billing: z.boolean(),
    anonymousDaily: z.int().nullable().describe("Images a day without an account; null: no limit"),
    onDevice: z.boolean().describe("Whether the editor can cut out in the browser itself"),
    support: z.object({ url: z.url().optional(), email: z.email().optional() }),
    limits: z.object({ maxBytes: z.int(), maxSide: z.int().describe("Pixels") }),
  })
  .meta({ id: "Site" });

const prices = z
  .object({
    account: z
      .object({ label: z.string(), includedCredits: z.int(), requestsPerMinute: z.int() })
      .describe("The plan of a new account"),
    plans: z.array(offeredPlan).describe("What can be bought: none where nothing is sold"),
    packs: z.array(offeredPack).describe("Prepaid credits that can be bought"),
  })
  .meta({ id: "Prices" });

const allowance = z
  .object({
    limit: z.int().nullable().describe("Images a UTC day; null: no limit"),
    remaining: z.int().nullable(),
    resetUnix: z.int().describe("When the day ends, in unix seconds"),
  })
  .meta({ id: "AnonymousAllowance" });

/** What the pages ask before anybody has signed in. */
export function publicRoutes(
  { admission, billing, plans }: Pick<Platform, "admission" | "billing" | "plans">,
  settings: SiteSettings,
): JsonRoute<void>[] {
  const { anonymousDaily, supportUrl, supportEmail } = settings;
  const limit = anonymousDaily === "unlimited" ? null : anonymousDaily;
  return [
    jsonRoute({
      method: "GET",
      path: "/api/site",
      summary: "What this installation offers",
      answer: site,
      handle: async () => ({
        name: settings.siteName,
        logo: settings.logoPath,
        links: { terms: settings.termsUrl, privacy: settings.privacyUrl, imprint: settings.imprintUrl },
        languages,
        socialProviders: settings.socialProviders,
        billing: billing.enabled,
        anonymousDaily: limit,
        onDevice: settings.onDevice,
        support: { url: supportUrl, email: supportEmail },
        limits: { maxBytes: standardImageRules.maxBytes, maxSide: standardImageRules.maxWidth },
      }),
    }),
    jsonRoute({
      method: "GET",
      path: "/api/site/prices",
      summary: "What pictures cost here: what an account includes, and what can be bought",
      answer: prices,
      async handle() {
        const catalog = { billing, plans };
        const [offered, packs] = await Promise.all([offeredPlans(catalog), offeredPacks(catalog)]);
        const { label, includedCredits, requestsPerMinute } = plans.defaultPlan;
        return {
          account: { label, includedCredits, requestsPerMinute },
          plans: offered.filter(({ purchasable }) => purchasable),
          packs,
        };
      },
    }),
    jsonRoute({
      method: "GET",
      path: "/api/account/anonymous",
      summary: "How many images the caller's address has left today without an account",
      answer: allowance,
      handle: async ({ request }) => ({
        limit,
        remaining: (await admission.anonymousImagesLeft(request.ip)) ?? null,
        resetUnix: (Math.floor(Date.now() / DAY_MS) + 1) * (DAY_MS / 1000),
      }),
    }),
  ];
}

const DAY_MS = 86_400_000;
