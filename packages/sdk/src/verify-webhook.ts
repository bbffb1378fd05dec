import { fromBase64 } from "./base64.ts";
import { AlphacutError } from "./errors.ts";
import type { Job, JobItem } from "./jobs.ts";

/** What a webhook is told. */
export type WebhookEvent = { timestamp: string } & (
  | { type: "job.completed" | "job.failed"; data: Pick<Job, "id" | "state" | "counts" | "metadata"> }
  | {
      type: "item.completed" | "item.failed";
      data: { job: string; metadata: Record<string, string>; item: Omit<JobItem, "result"> };
    }
  | { type: "webhook.test"; data: { webhook: string } }
);

/** Headers as `fetch` or Node's `request.headers` have them. */
export type WebhookHeaders = Headers | Readonly<Record<string, string | readonly string[] | undefined>>;

const TOLERANCE_SECONDS = 300;

/**
 * The event in a message, if it comes from whoever has the secret (Standard Webhooks 1.0.0). Messages may come more than
 * once: remember their `webhook-id`.
 *
 * @param body exactly as it was received
 * @param secret `whsec_…`
 * @throws AlphacutError when it is not signed with the secret, or older than five minutes
 */
export async function verifyWebhook(
  body: string | Uint8Array,
  headers: WebhookHeaders,
  secret: string,
): Promise<WebhookEvent> {
  const text = typeof body === "string" ? body : new TextDecoder().decode(body);
  const [id, timestamp, signatures] = ["id", "timestamp", "signature"].map((name) =>
    headerOf(headers, `webhook-${name}`),
  );
  if (!id || !timestamp || !signatures) throw new AlphacutError("The webhook's headers are missing");
  const age = Math.abs(Date.now() / 1000 - Number(timestamp));
  if (!(age <= TOLERANCE_SECONDS)) throw new AlphacutError("The webhook's timestamp is too far from now");
  const key = await crypto.subtle.importKey(
    "raw",
    fromBase64(secret.replace(/^whsec_/, "")),
    { name: "HMAC", hash: "SHA-256" },
    false,
    ["verify"],
  );
  const signed = new TextEncoder().encode(`${id}.${timestamp}.${text}`);
  for (const signature of signatures.split(" ")) {
    const [version, encoded = ""] = signature.split(",");
    if (version === "v1" && (await isSigned(key, encoded, signed))) return JSON.parse(text) as WebhookEvent;
  }
  throw new AlphacutError("The webhook's signature is not right");
}

async function isSigned(key: CryptoKey, encoded: string, signed: Uint8Array<ArrayBuffer>): Promise<boolean> {
  try {
    return await crypto.subtle.verify("HMAC", key, fromBase64(encoded), signed);
  } catch {
    return false;
  }
}

function headerOf(headers: WebhookHeaders, name: string): string | undefined {
  if (headers instanceof Headers) return headers.get(name) ?? undefined;
  const value = headers[name];
  return typeof value === "string" ? value : value?.[0];
}
