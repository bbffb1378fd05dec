import { accountQuery, anonymousQuery } from "../api/account.ts";
import type { Prices, Profile, Site } from "../api/schema.ts";
import { pricesQuery, siteQuery } from "../api/site.ts";
import { queryClient } from "../app/query-client.ts";

const site: Site = {
  name: "Alphacut",
  links: { terms: "https://example.org/terms" },
  languages: ["en", "th", "tr", "de", "ko"],
  socialProviders: ["google"],
  billing: true,
  anonymousDaily: 25,
  onDevice: true,
  support: { email: "help@example.org" },
  limits: { maxBytes: 50 * 1024 * 1024, maxSide: 10_000 },
};

const prices: Prices = {
  account: { label: "Basic", includedCredits: 100, requestsPerMinute: 10 },
  plans: [
    {
      label: "Pro",
      includedCredits: 1000,
      requestsPerMinute: 60,
      purchasable: true,
      price: { amount: 1900, currency: "eur", interval: { unit: "month", count: 1 } },
    },
  ],
  packs: [],
};

export const ADA: Profile = {
  uid: "u_1",
  email: "ada@example.com",
  name: "Ada",
  emailVerified: true,
  language: "en",
  role: "user",
  plan: { label: "Pro", includedCredits: 1000, requestsPerMinute: 60 },
  credits: { included: 1000, remainingIncluded: 640, prepaid: 500 },
  lowCredits: { threshold: null, mailAt: 100 },
  createdAt: "2026-03-01T09:00:00.000Z",
};

/** What a server would say is known already, and nothing is asked again. */
export function answerWithoutServer(account: Profile | null = null): void {
  queryClient.setDefaultOptions({
    queries: { staleTime: Number.POSITIVE_INFINITY, retry: false, refetchOnMount: false },
  });
  queryClient.setQueryData(siteQuery.queryKey, site);
  queryClient.setQueryData(pricesQuery.queryKey, prices);
  queryClient.setQueryData(accountQuery.queryKey, account);
  queryClient.setQueryData(anonymousQuery.queryKey, { limit: 25, remaining: 12, resetUnix: 1_774_268_612 });
}
