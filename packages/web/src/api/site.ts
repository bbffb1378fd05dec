import { queryOptions } from "@tanstack/react-query";
import { call } from "./call.ts";

/** What the operator has set up. */
export interface Site {
  name: string;
  socialProviders: ("google" | "github")[];
  billing: boolean;
  /** `null`: no limit; 0: only with an account. */
  anonymousDaily: number | null;
  support: { url?: string; email?: string };
  limits: { maxBytes: number; maxSide: number };
}

export const siteQuery = queryOptions({
  queryKey: ["site"],
  queryFn: ({ signal }) => call<Site>("/api/site", { signal }),
  staleTime: Number.POSITIVE_INFINITY,
});
