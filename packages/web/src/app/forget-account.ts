import type { QueryClient } from "@tanstack/react-query";
import { accountQuery } from "../api/account.ts";
import { forgetReferenceKey } from "../reference/reference-key.ts";

/** Nobody is signed in anymore: what is known about the account goes, and every page hears of it. */
export function forgetAccount(queries: QueryClient): void {
  forgetReferenceKey();
  queries.setQueryData(accountQuery.queryKey, null);
  queries.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== "site" && queryKey[0] !== "account" });
}
