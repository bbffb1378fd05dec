import { createHmac, randomBytes } from "node:crypto";

/** 24 random bytes, the way Standard Webhooks writes secrets. */
export function newSecret(): string {
  return `whsec_${randomBytes(24).toString("base64")}`;
}

/** Whether it is a secret that messages can be signed with: `whsec_` and 24 to 64 bytes in base64. */
export function isSecret(text: string): boolean {
  const [, encoded = ""] = /^whsec_([A-Za-z0-9+/]+={0,2})$/.exec(text) ?? [];
  const { length } = Buffer.from(encoded, "base64");
  return length >= 24 && length <= 64;
}

/**
 * The headers of a message after Standard Webhooks 1.0.0, signed with every secret that is in force.
 *
 * @param timestamp unix seconds
 */
export function signedHeaders(
  { id, body }: { id: string; body: string },
  secrets: readonly string[],
  timestamp: number,
): Record<string, string> {
  const signatures = secrets.map((secret) => {
    const key = Buffer.from(secret.replace(/^whsec_/, ""), "base64");
    return `v1,${createHmac("sha256", key).update(`${id}.${timestamp}.${body}`).digest("base64")}`;
  });
  return {
    "webhook-id": id,
    "webhook-timestamp": String(timestamp),
    "webhook-signature": signatures.join(" "),
  };
}
