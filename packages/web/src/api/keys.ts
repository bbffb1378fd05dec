import { queryOptions } from "@tanstack/react-query";
import { call } from "./call.ts";
import type { ApiKey, NewApiKey } from "./schema.ts";

export const keysQuery = queryOptions({
  queryKey: ["keys"],
  queryFn: async ({ signal }) => (await call<{ keys: ApiKey[] }>("/api/account/keys", { signal })).keys,
});

export function createKey(entry: { name: string; expiresAt?: string }): Promise<NewApiKey> {
  return call("/api/account/keys", { method: "POST", body: entry });
}

export function renameKey(id: string, name: string): Promise<ApiKey> {
  return call(`/api/account/keys/${encodeURIComponent(id)}`, { method: "PATCH", body: { name } });
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
