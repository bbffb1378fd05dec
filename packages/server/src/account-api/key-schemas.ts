import { type ApiKey, text } from "@alphacut/platform";
import { z } from "zod";

export const timestamp = z.iso.datetime().describe("ISO 8601");

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
  })
  .meta({ id: "ApiKey" });

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

export const newKey = z
  .strictObject({ name: text(100).optional(), expiresAt: expiry.optional() })
  .meta({ id: "NewApiKeyRequest" });

export const keyChange = z.strictObject({ name: text(100) }).meta({ id: "ApiKeyChange" });

/** A key as the APIs show it; one just made keeps its secret. */
export function showKey<Key extends ApiKey>({ last4, ...key }: Key) {
  return { ...key, lastFour: last4 };
}
