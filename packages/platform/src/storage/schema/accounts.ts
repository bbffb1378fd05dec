import { sql } from "drizzle-orm";
import { bigint, boolean, index, integer, pgTable, text } from "drizzle-orm/pg-core";
import { instant } from "./instant.ts";

/** Whether an account may administer the installation. */
export const roles = ["user", "admin"] as const;

/** An account. `id` is the `uid` of the rest of the platform. Read by better-auth under the name `user`. */
export const users = pgTable(
  "users",
  {
    id: text("id").primaryKey(),
    name: text("name").notNull(),
    email: text("email").notNull().unique(),
    emailVerified: boolean("email_verified").notNull().default(false),
    image: text("image"),
    createdAt: instant("created_at").notNull().defaultNow(),
    updatedAt: instant("updated_at").notNull().defaultNow(),
    /** Language of mails: en, th, tr, de or ko. */
    language: text("language").notNull(),
    /** Label of a plan in the catalog. */
    plan: text("plan").notNull(),
    /** Unknown to better-auth, so that no sign-up and no change of a profile can set it. */
    role: text("role", { enum: roles }).notNull().default("user"),
    suspendedAt: instant("suspended_at"),
    /** Credits left at which a mail is sent; 0: never, null: as the plan suggests. */
    lowCreditThreshold: integer("low_credit_threshold"),
    /** Start of the billing cycle that such a mail was sent in: once in each. */
    lowCreditToldCycle: bigint("low_credit_told_cycle", { mode: "number" }),
    /** Last use of a key or session, within a minute of the truth; the epoch: not yet, so that the list can be sorted by it. */
    lastSeenAt: instant("last_seen_at").notNull().default(sql`to_timestamp(0)`),
  },
  (table) => [
    index("users_by_creation").on(table.createdAt, table.id),
    index("users_by_last_seen").on(table.lastSeenAt, table.id),
    index("users_by_plan").on(table.plan, table.createdAt, table.id),
    index("users_suspended").on(table.createdAt, table.id).where(sql`suspended_at IS NOT NULL`),
    index("users_unconfirmed").on(table.createdAt, table.id).where(sql`NOT email_verified`),
    index("users_administrators").on(table.createdAt, table.id).where(sql`role = 'admin'`),
  ],
);

/** A signed-in browser or bearer token. */
export const sessions = pgTable(
  "sessions",
  {
    id: text("id").primaryKey(),
    userId: text("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    token: text("token").notNull().unique(),
    expiresAt: instant("expires_at").notNull(),
    createdAt: instant("created_at").notNull().defaultNow(),
    updatedAt: instant("updated_at").notNull().defaultNow(),
    ipAddress: text("ip_address"),
    userAgent: text("user_agent"),
  },
  (table) => [index("sessions_user_id").on(table.userId)],
);

/** How an account signs in: a password hash or a Google or GitHub identity. better-auth calls this `account`. */
export const identities = pgTable(
  "identities",
  {
    id: text("id").primaryKey(),
    userId: text("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    accountId: text("account_id").notNull(),
    providerId: text("provider_id").notNull(),
    accessToken: text("access_token"),
    refreshToken: text("refresh_token"),
    idToken: text("id_token"),
    accessTokenExpiresAt: instant("access_token_expires_at"),
    refreshTokenExpiresAt: instant("refresh_token_expires_at"),
    scope: text("scope"),
    password: text("password"),
    createdAt: instant("created_at").notNull().defaultNow(),
    updatedAt: instant("updated_at").notNull().defaultNow(),
  },
  (table) => [index("identities_user_id").on(table.userId)],
);

/** Outstanding one-time secrets: password resets and OAuth states. */
export const verifications = pgTable(
  "verifications",
  {
    id: text("id").primaryKey(),
    identifier: text("identifier").notNull(),
    value: text("value").notNull(),
    expiresAt: instant("expires_at").notNull(),
    createdAt: instant("created_at").notNull().defaultNow(),
    updatedAt: instant("updated_at").notNull().defaultNow(),
  },
  (table) => [index("verifications_identifier").on(table.identifier)],
);
