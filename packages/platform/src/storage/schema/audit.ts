import { bigserial, index, jsonb, pgTable, text } from "drizzle-orm/pg-core";
import { instant } from "./instant.ts";

/** What an administrator can do that the trail keeps. */
export const auditActions = [
  "account.created",
  "account.changed",
  "account.exported",
  "account.deleted",
  "password.reset",
  "key.created",
  "key.revoked",
] as const;

/**
 * What administrators did, in the order in which it was written down. The database itself refuses to change or delete a row
 * (migration 0004); the account may be gone since, so nothing refers to it.
 */
export const auditEntries = pgTable(
  "audit_entries",
  {
    id: bigserial("id", { mode: "number" }).primaryKey(),
    at: instant("at").notNull().defaultNow(),
    /** The address of an administrator, or what stands for the admin token. */
    actor: text("actor").notNull(),
    action: text("action", { enum: auditActions }).notNull(),
    uid: text("uid").notNull(),
    /** What was changed, and nothing else: no secret, no password. */
    before: jsonb("before").$type<Record<string, unknown>>(),
    after: jsonb("after").$type<Record<string, unknown>>(),
    reason: text("reason"),
  },
  (table) => [index("audit_entries_by_account").on(table.uid, table.id)],
);
