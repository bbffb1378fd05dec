import { languages, type Platform } from "@alphacut/platform";
import { z } from "zod";
import { standardImageRules } from "../cutout/image-rules.ts";
import { type JsonRoute, jsonRoute } from "../http/json-routes.ts";

/** What the operator has set up, as far as everybody may know it. */
export interface SiteSettings {
  socialProviders: readonly ("google" | "github")[];
  anonymousDaily: number | "unlimited";
  supportUrl: string | undefined;
  supportEmail: string | undefined;
}

const site = z
  .object({
    name: z.string(),
    languages: z.array(z.enum(languages)),
    socialProviders: z.array(z.enum(["google", "github"])),
    billing: z.boolean(),
    anonymousDaily: z.int().nullable().describe("Images a day without an account; null: no limit"),
    support: z.object({ url: z.url().optional(), email: z.email().optional() }),
    limits: z.object({ maxBytes: z.int(), maxSide: z.int().describe("Pixels") }),
  })
  .meta({ id: "Site" });

const allowance = z
  .object({
    limit: z.int().nullable().describe("Images a UTC day; null: no limit"),
    remaining: z.int().nullable(),
    resetUnix: z.int().describe("When the day ends, in unix seconds"),
  })
  .meta({ id: "AnonymousAllowance" });

/** What the pages ask before anybody has signed in. */
export function publicRoutes(
  { admission, billing }: Pick<Platform, "admission" | "billing">,
  { socialProviders, anonymousDaily, supportUrl, supportEmail }: SiteSettings,
): JsonRoute<void>[] {
  const limit = anonymousDaily === "unlimited" ? null : anonymousDaily;
  return [
    jsonRoute({
      method: "GET",
      path: "/api/site",
      summary: "What this installation offers",
      answer: site,
      handle: async () => ({
        name: "Alphacut",
        languages,
        socialProviders,
        billing: billing.enabled,
        anonymousDaily: limit,
        support: { url: supportUrl, email: supportEmail },
        limits: { maxBytes: standardImageRules.maxBytes, maxSide: standardImageRules.maxWidth },
      }),
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
