import { and, asc, desc, eq, ilike, isNotNull, isNull, or, type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import { monthOf } from "../credits/calendar.ts";
import { PlatformError } from "../errors.ts";
import type { Database } from "../storage/database.ts";
import { users } from "../storage/schema/accounts.ts";
import { creditAccounts, creditAllowances, creditMonths } from "../storage/schema/credits.ts";
import { text } from "../text.ts";
import { type Account, type Role, toAccount } from "./account.ts";

/** What a list of accounts can be sorted by. `usage`: only those that had an image this month, the most first. */
export const accountSorts = ["newest", "email", "lastSeen", "usage"] as const;
export type AccountSort = (typeof accountSorts)[number];

export const accountStates = ["active", "suspended", "unconfirmed"] as const;
export type AccountState = (typeof accountStates)[number];

export type AccountSearch = {
  /** The whole address, however it is written. */
  email?: string | undefined;
  /** Part of the address or of the name, in any case. */
  query?: string | undefined;
  /** Label of a plan. */
  plan?: string | undefined;
  role?: Role | undefined;
  state?: AccountState | undefined;
  /** `newest` when absent. */
  sort?: AccountSort | undefined;
  /** `nextCursor` of the page before, with the same sort; the first page without it. */
  cursor?: string | undefined;
  /** Accounts on a page, 1 or more. */
  limit: number;
};

/** An account with what it used, as the database has it: with Redis, half a second behind. */
export type ListedAccount = Account & {
  /** Images of this UTC calendar month. */
  usedThisMonth: number;
  /** Of the included credits of the current billing cycle. */
  usedIncluded: number;
};

export type AccountPage = {
  accounts: ListedAccount[];
  /** For the page after; undefined = this was the last. */
  nextCursor: string | undefined;
};

/** What a page is sorted by, then by the account's id; an index has both. */
type Order = {
  key: SQL;
  id: SQL;
  /** Of the key, to the last digit: accounts would be left out between two pages. */
  asText: SQL<string>;
  /** What a cursor may hold. */
  parse: z.ZodType<string | number>;
  cast: SQL;
  direction: "asc" | "desc";
};

const byTime = (column: typeof users.createdAt | typeof users.lastSeenAt): Order => ({
  key: sql`${column}`,
  id: sql`${users.id}`,
  // To the microsecond, which a `Date` does not hold.
  asText: sql`to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`,
  parse: z.iso.datetime({ precision: 6 }).regex(/^(?!0000)/),
  cast: sql`timestamptz`,
  direction: "desc",
});

const used = sql`(${creditMonths.app} + ${creditMonths.api})`;

const orders: Record<AccountSort, Order> = {
  newest: byTime(users.createdAt),
  lastSeen: byTime(users.lastSeenAt),
  email: {
    key: sql`${users.email}`,
    id: sql`${users.id}`,
    asText: sql`${users.email}`,
    parse: text(254),
    cast: sql`text`,
    direction: "asc",
  },
  usage: {
    key: used,
    id: sql`${creditMonths.uid}`,
    asText: sql`${used}::text`,
    parse: z.string().regex(/^-?\d{1,9}$/),
    cast: sql`int`,
    direction: "desc",
  },
};

const states: Record<AccountState, SQL | undefined> = {
  active: and(isNull(users.suspendedAt), eq(users.emailVerified, true)),
  suspended: isNotNull(users.suspendedAt),
  unconfirmed: sql`NOT ${users.emailVerified}`,
};

/** Accounts that fit. A page begins after the last account of the one before, whatever was made or deleted. */
export async function listAccounts(db: Database, search: AccountSearch): Promise<AccountPage> {
  const { email, query, plan, role, state, sort = "newest", cursor, limit } = search;
  const { startUnix } = monthOf(new Date());
  const { key, id, asText, direction } = orders[sort];
  const order = direction === "asc" ? asc : desc;
  const cycle = sql`coalesce(${creditAccounts.periodStart}, ${startUnix})`;
  const rows = await db
    .select({
      user: users,
      usedThisMonth: sql<number>`coalesce(${used}, 0)`,
      usedIncluded: sql<number>`coalesce(${creditAllowances.used}, 0)`,
      key: asText,
    })
    .from(users)
    .leftJoin(creditMonths, and(eq(creditMonths.uid, users.id), eq(creditMonths.monthStart, startUnix)))
    .leftJoin(creditAccounts, eq(creditAccounts.uid, users.id))
    .leftJoin(
      creditAllowances,
      and(eq(creditAllowances.uid, users.id), eq(creditAllowances.cycleStart, cycle)),
    )
    .where(
      and(
        email === undefined ? undefined : eq(users.email, email.trim().toLowerCase()),
        query === undefined ? undefined : contains(query),
        plan === undefined ? undefined : eq(users.plan, plan),
        role === undefined ? undefined : eq(users.role, role),
        state === undefined ? undefined : states[state],
        sort === "usage" ? sql`${used} > 0` : undefined,
        cursor === undefined ? undefined : after(cursor, orders[sort]),
      ),
    )
    .orderBy(order(key), order(id))
    .limit(limit + 1);
  const page = rows.slice(0, limit);
  const last = rows.length > limit ? page.at(-1) : undefined;
  return {
    accounts: page.map(({ user, usedThisMonth, usedIncluded }) => ({
      ...toAccount(user),
      usedThisMonth,
      usedIncluded,
    })),
    nextCursor: last && Buffer.from(`${last.key} ${last.user.id}`).toString("base64url"),
  };
}

function contains(text: string): SQL | undefined {
  const pattern = `%${text.trim().replace(/[\\%_]/g, "\\$&")}%`;
  return or(ilike(users.email, pattern), ilike(users.name, pattern));
}

/**
 * One comparison of both columns, which the index on them answers. A cursor comes back from outside, so what is in it may be
 * anything.
 */
function after(cursor: string, { key, id, parse, cast, direction }: Order): SQL {
  const parts = z.tuple([parse, text(100)]);
  const parsed = parts.safeParse(Buffer.from(cursor, "base64url").toString().split(" "));
  if (!parsed.success) {
    throw new PlatformError("InvalidInput", "'cursor' is not one that a page before this gave out");
  }
  const comparison = direction === "asc" ? sql`>` : sql`<`;
  return sql`(${key}, ${id}) ${comparison} (${parsed.data[0]}::${cast}, ${parsed.data[1]})`;
}
