import { bigserial, index, integer, pgTable, text } from "drizzle-orm/pg-core";
import { instant } from "./instant.ts";

/**
 * The requests of accounts, kept for 30 days: never a picture, an address or a credential. Nothing refers to other tables:
 * lines are written later than they happen, when the account may be gone.
 */
export const requestLines = pgTable(
  "request_lines",
  {
    id: bigserial("id", { mode: "number" }).primaryKey(),
    at: instant("at").notNull(),
    uid: text("uid").notNull(),
    /** Null: with a session instead of a key. */
    keyId: text("key_id"),
    /** Method and pattern of the path, as in `POST /rmbg`. */
    endpoint: text("endpoint").notNull(),
    status: integer("status").notNull(),
    /** Milliseconds until the answer was sent. */
    ms: integer("ms").notNull(),
    credits: integer("credits").notNull(),
    requestId: text("request_id").notNull(),
  },
  (table) => [
    index("request_lines_by_account").on(table.uid, table.id),
    index("request_lines_by_age").on(table.at),
  ],
);
