import { queryOptions } from "@tanstack/react-query";
import { call } from "./call.ts";
import type { ApiKey, ListedApiKey, NewApiKey } from "./schema.ts";

/** What a key is limited to; null: as far as the account goes. */
export interface KeyLimits {
  monthlyLimit: number | null;
  allowedOrigins: string[] | null;
  allowedEndpoints: Endpoint[] | null;
}

/** A path that a key can be limited to. */
export type Endpoint = NonNullable<ApiKey["allowedEndpoints"]>[number];

export const keysQuery = queryOptions({
  queryKey: ["keys"],
  queryFn: async ({ signal }) => (await call<{ keys: ListedApiKey[] }>("/api/account/keys", { signal })).keys,
});

export function createKey(
  entry: Partial<KeyLimits> & { name: string; expiresAt?: string },
): Promise<NewApiKey> {
  return call("/api/account/keys", { method: "POST", body: entry });
}

export function changeKey(id: string, change: KeyLimits & { name: string }): Promise<ApiKey> {
  return call(`/api/account/keys/${encodeURIComponent(id)}`, { method: "PATCH", body: change });
}

export function rotateKey(id: string): Promise<NewApiKey> {
  return call(`/api/account/keys/${encodeURIComponent(id)}/rotate`, { method: "POST" });
}

export function revokeKey(id: string): Promise<void> {
  return call(`/api/account/keys/${encodeURIComponent(id)}`, { method: "DELETE" });
}

export type KeyState = "active" | "expired" | "revoked";

export function stateOfKey(key: Pick<ApiKey, "revokedAt" | "expiresAt">, now: Date): KeyState {
  if (key.revokedAt !== null) return "revoked";
  return key.expiresAt !== null && new Date(key.expiresAt) <= now ? "expired" : "active";
}
