import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { call } from "./call.ts";
import type { KeyUse, RequestLine } from "./schema.ts";

/** The whole log as CSV. */
export const REQUESTS_FILE = "/api/account/requests.csv";

/** The account's requests, with one key or with all, newest first, page by page. */
export const requestsQuery = (key: string) =>
  infiniteQueryOptions({
    queryKey: ["requests", key],
    queryFn: ({ signal, pageParam }) => {
      const search = new URLSearchParams({
        ...(key !== "" && { key }),
        ...(pageParam && { cursor: pageParam }),
      });
      return call<{ requests: RequestLine[]; next?: string }>(`/api/account/requests?${search}`, { signal });
    },
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next,
  });

/** What each key was used for in the last 30 days, by its id. */
export const keyUseQuery = queryOptions({
  queryKey: ["requests", "by-key"],
  queryFn: async ({ signal }) => {
    const { keys } = await call<{ keys: KeyUse[] }>("/api/account/requests/by-key", { signal });
    return new Map(keys.map((use) => [use.keyId, use]));
  },
});
