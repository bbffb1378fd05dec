import { queryOptions } from "@tanstack/react-query";
import { call } from "./call.ts";
import type { Prices, Site } from "./schema.ts";

/** What the operator has set up. */
export const siteQuery = queryOptions({
  queryKey: ["site"],
  queryFn: ({ signal }) => call<Site>("/api/site", { signal }),
  staleTime: Number.POSITIVE_INFINITY,
});

/** What pictures cost here. */
export const pricesQuery = queryOptions({
  queryKey: ["site", "prices"],
  queryFn: ({ signal }) => call<Prices>("/api/site/prices", { signal }),
});

/** Where people get help: the operator's page, else a mail to the operator. */
export function supportLink({ support }: Site): string | undefined {
  return support.url ?? (support.email && `mailto:${support.email}`);
}
