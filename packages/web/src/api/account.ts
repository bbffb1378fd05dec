import { queryOptions } from "@tanstack/react-query";
import { call } from "./call.ts";
import type { AnonymousAllowance, Profile } from "./schema.ts";

/** Who is signed in; `null` for nobody. */
export const accountQuery = queryOptions({
  queryKey: ["account"],
  queryFn: async ({ signal }): Promise<Profile | null> => {
    // Asking for the account without a session is an error, which browsers log; asking for the session is none.
    const session = await call<object | null>("/api/auth/get-session", { signal });
    return session && call<Profile>("/api/account", { signal });
  },
  staleTime: 60_000,
});

/** What is left today for an address without an account. */
export const anonymousQuery = queryOptions({
  queryKey: ["anonymous"],
  queryFn: ({ signal }) => call<AnonymousAllowance>("/api/account/anonymous", { signal }),
});

export function updateAccount(changes: {
  name?: string;
  language?: string;
  lowCreditThreshold?: number | null;
}): Promise<Profile> {
  return call("/api/account", { method: "PATCH", body: changes });
}

export function deleteAccount(password: string): Promise<void> {
  return call("/api/account", { method: "DELETE", body: { password } });
}
