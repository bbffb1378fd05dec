import { MutationCache, QueryCache, QueryClient } from "@tanstack/react-query";
import { accountQuery } from "../api/account.ts";
import { ApiError } from "../api/api-error.ts";

const RETRIES = 2;

/** Only what may pass by itself is asked again: no answer, a timeout, a busy or broken server. */
function mayPass(error: Error): boolean {
  return error instanceof ApiError && (error.status === 0 || error.status >= 500);
}

/** A session that has ended elsewhere is noticed by the first answer that says so. */
function checkSession(error: Error): void {
  if (error instanceof ApiError && error.code === "unauthenticated")
    void queryClient.invalidateQueries({ queryKey: accountQuery.queryKey });
}

const isAboutAccount = (key: readonly unknown[]) => key[0] === accountQuery.queryKey[0];

export const queryClient: QueryClient = new QueryClient({
  queryCache: new QueryCache({
    onError: (error, { queryKey }) => isAboutAccount(queryKey) || checkSession(error),
  }),
  mutationCache: new MutationCache({ onError: checkSession }),
  defaultOptions: {
    queries: { retry: (failures, error) => failures < RETRIES && mayPass(error), staleTime: 10_000 },
    // What works without a network shall not wait for one, and what does not says so at once.
    mutations: { networkMode: "always" },
  },
});
