import { auditActions, text } from "@alphacut/platform";
import { z } from "zod";
import { timestamp } from "../account-api/key-schemas.ts";
import { jsonRoute } from "../http/json-routes.ts";
import type { AdminRoute, AdminServices, Operator } from "./services.ts";

/** Who changes something, for the audit trail. */
export const actorOf = (operator: Operator) => operator?.email ?? "admin token";

export const reason = text(500).optional().describe("Why, for the audit trail");

const search = z.object({
  uid: text(100).optional().describe("Only what was done to this account"),
  cursor: text(20).optional().describe("`next` of the page before"),
  limit: z.coerce.number().int().min(1).max(100).default(50),
});

const fields = z.record(z.string(), z.unknown());

const auditPage = z
  .object({
    entries: z.array(
      z
        .object({
          id: z.string(),
          at: timestamp,
          actor: z.string().describe("Address of an administrator, or `admin token`"),
          action: z.enum(auditActions),
          uid: z.string(),
          email: z.string().optional().describe("Of the account, while there is one"),
          before: fields.optional().describe("What was changed, as it was"),
          after: fields.optional().describe("… and as it was made"),
          reason: z.string().optional(),
        })
        .meta({ id: "AuditEntry" }),
    ),
    next: z.string().optional().describe("For the page after; absent on the last one"),
  })
  .meta({ id: "AuditPage" });

export function auditRoute({ audit }: Pick<AdminServices, "audit">): AdminRoute {
  return jsonRoute({
    method: "GET",
    path: "/api/admin/audit",
    summary: "What administrators did, newest first, page by page; nobody can change it",
    query: search,
    answer: auditPage,
    async handle({ query }) {
      const { entries, nextCursor } = await audit.list(query);
      return {
        entries: entries.map(({ email, before, after, reason, ...entry }) => ({
          ...entry,
          email: email ?? undefined,
          before: before ?? undefined,
          after: after ?? undefined,
          reason: reason ?? undefined,
        })),
        next: nextCursor,
      };
    },
  });
}
