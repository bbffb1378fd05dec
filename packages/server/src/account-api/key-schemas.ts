import { type ApiKey, text } from "@alphacut/platform";
import { z } from "zod";

export const timestamp = z.iso.datetime().describe("ISO 8601");

/** What an API key can be limited to; each opens the path and all below it. */
const endpoints = [
  "/rmbg",
  "/v2/rembg",
  "/v1.0",
  "/api/remove",
  "/api/jobs",
  "/api/webhooks",
  "/api/membership-usage",
] as const;

const monthlyLimit = z
  .int()
  .min(1)
  .max(1_000_000_000)
  .nullable()
  .describe("Credits that it may spend in a UTC calendar month; null: no limit of its own");
const allowedOrigins = z
  .array(text(300))
  .min(1)
  .max(50)
  .nullable()
  .describe(
    "Origins of the pages that may use it, as in `https://shop.example`, and nobody else; null: whoever has it. A program can name any origin",
  );
const allowedEndpoints = z
  .array(z.enum(endpoints))
  .min(1)
  .nullable()
  .describe("Paths that it opens, with all below them; null: all");

/** What is shown of an API key. */
export const keyShown = z
  .object({
    id: z.string(),
    name: z.string(),
    prefix: z.string().describe("How the key begins"),
    lastFour: z.string().describe("How the key ends"),
    createdAt: timestamp,
    expiresAt: timestamp.nullable(),
    revokedAt: timestamp.nullable(),
    lastUsedAt: timestamp.nullable().describe("Within a minute of the truth"),
    monthlyLimit,
    allowedOrigins,
    allowedEndpoints,
  })
  .meta({ id: "ApiKey" });

/** A key as lists show it. */
export const keyListed = keyShown
  .extend({
    usedThisMonth: z.int().describe("Credits of this UTC calendar month, those being spent included"),
  })
  .meta({ id: "ListedApiKey" });

/** A key and its secret. */
export const keyMade = keyShown
  .extend({ key: z.string().describe("The key itself, shown this once") })
  .meta({ id: "NewApiKey" });

export const keyId = z.object({ id: text(100) });

/** When a key stops working: ISO 8601, or unix seconds like every other time of the APIs. */
const expiry = z
  .union([z.iso.datetime({ offset: true }), z.int().min(0).max(253_402_300_799)])
  .transform((time) => new Date(typeof time === "number" ? time * 1000 : time))
  .describe("ISO 8601 or unix seconds");

const limits = {
  monthlyLimit: monthlyLimit.optional(),
  allowedOrigins: allowedOrigins.optional(),
  allowedEndpoints: allowedEndpoints.optional(),
};

export const newKey = z
  .strictObject({ name: text(100).optional(), expiresAt: expiry.optional(), ...limits })
  .meta({ id: "NewApiKeyRequest" });

export const keyChange = z
  .strictObject({ name: text(100).optional(), ...limits })
  .refine((change) => Object.keys(change).length > 0, "There is nothing to change")
  .meta({ id: "ApiKeyChange" });

/** A key as the APIs show it; one just made keeps its secret. */
export function showKey<Key extends ApiKey>({ last4, ...key }: Key) {
  return { ...key, lastFour: last4 };
}
