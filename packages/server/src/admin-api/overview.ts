import { z } from "zod";
import { jsonRoute } from "../http/json-routes.ts";
import type { AdminRoute, AdminServices } from "./services.ts";

const traffic = z.object({
  requests: z.int(),
  failed: z.int().describe("Answered with a fault of the server's"),
  medianMs: z.int().nullable().describe("Half of the answers came within; null: there was none"),
  p95Ms: z.int().nullable().describe("95 of 100 answers came within"),
});

const overview = z
  .object({
    totals: z.object({
      accounts: z.int(),
      newAccounts: z.int().describe("Made in the last 30 days"),
      suspendedAccounts: z.int(),
      keys: z.int().describe("That work"),
      imagesThisMonth: z.object({ app: z.int(), api: z.int() }).describe("Charged, of this UTC month"),
    }),
    lastDay: traffic.describe("Requests of accounts in the last 24 hours"),
    hours: z
      .array(traffic.extend({ hour: z.iso.datetime().describe("When it began") }))
      .describe("Each hour of them in which there was a request, oldest first"),
  })
  .meta({ id: "Overview" });

export function overviewRoute({ requests, totals }: AdminServices): AdminRoute {
  return jsonRoute({
    method: "GET",
    path: "/api/admin/overview",
    summary: "How much there is of everything, requests an hour and how long they took",
    answer: overview,
    async handle() {
      const [counted, { hours, total }] = await Promise.all([totals(), requests.traffic()]);
      return { totals: counted, lastDay: total, hours };
    },
  });
}
