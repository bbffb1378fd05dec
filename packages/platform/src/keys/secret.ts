import { createHash, randomBytes } from "node:crypto";

/** Shown with the last four: enough to tell keys apart, with 138 random bits left unknown. */
const prefixLength = 8;

export type KeySecret = {
  /** The whole key, to be shown once. */
  key: string;
  hash: string;
  prefix: string;
  last4: string;
};

/** A new key: `ac_` and 192 random bits in base64url, 35 characters. */
export function makeKey(): KeySecret {
  const key = `ac_${randomBytes(24).toString("base64url")}`;
  return { key, hash: hashKey(key), prefix: key.slice(0, prefixLength), last4: key.slice(-4) };
}

/** What is stored of a key. A plain SHA-256 is enough: 192 random bits cannot be guessed from it, salted or not. */
export function hashKey(key: string): string {
  return createHash("sha256").update(key).digest("base64url");
}
