import { index, integer, pgTable, text } from "drizzle-orm/pg-core";
import { users } from "./accounts.ts";
import { instant } from "./instant.ts";

/** API keys. The key itself is never stored, only its SHA-256. */
export const apiKeys = pgTable(
  "api_keys",
  {
    id: text("id").primaryKey(),
    userId: text("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    name: text("name").notNull(),
    /** SHA-256 of the whole key, base64url. */
    hash: text("hash").notNull().unique(),
    prefix: text("prefix").notNull(),
    last4: text("last4").notNull(),
    createdAt: instant("created_at").notNull().defaultNow(),
    expiresAt: instant("expires_at"),
    revokedAt: instant("revoked_at"),
    lastUsedAt: instant("last_used_at"),
    /** Credits that it may spend in a UTC calendar month; null: no limit of its own. */
    monthlyLimit: integer("monthly_limit"),
    /** Origins of the pages that may use it, as in `https://shop.example`; null: whoever has the key. */
    allowedOrigins: text("allowed_origins").array(),
    /** Paths that it opens, with all below them, as in `/v1.0`; null: all. */
    allowedEndpoints: text("allowed_endpoints").array(),
  },
  (table) => [index("api_keys_user_id").on(table.userId)],
);
