import { and, desc, eq, ilike, or, type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import { PlatformError } from "../errors.ts";
import type { Database } from "../storage/database.ts";
import { users } from "../storage/schema/accounts.ts";
import { text } from "../text.ts";
import { type Account, toAccount } from "./account.ts";

export type AccountSearch = {
  /** The whole address, however it is written. */
  email?: string | undefined;
  /** Part of the address or of the name, in any case. */
  query?: string | undefined;
  /** `nextCursor` of the page before; the first page without it. */
  cursor?: string | undefined;
  /** Accounts on a page, 1 or more. */
  limit: number;
};

export type AccountPage = {
  accounts: Account[];
  /** For the page after; undefined = this was the last. */
  nextCursor: string | undefined;
};

/** To the microsecond, which a `Date` does not hold: accounts would be left out between two pages. */
const createdAtText = sql<string>`to_char(${users.createdAt} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;

/** Accounts that fit, newest first. A page begins after the last account of the one before, whatever was made or deleted. */
export async function listAccounts(
  db: Database,
  { email, query, cursor, limit }: AccountSearch,
): Promise<AccountPage> {
  const rows = await db
    .select({ user: users, createdAtText })
    .from(users)
    .where(
      and(
        email === undefined ? undefined : eq(users.email, email.trim().toLowerCase()),
        query === undefined ? undefined : contains(query),
        cursor === undefined ? undefined : after(cursor),
      ),
    )
    .orderBy(desc(users.createdAt), desc(users.id))
    .limit(limit + 1);
  const page = rows.slice(0, limit);
  const last = rows.length > limit ? page.at(-1) : undefined;
  return {
    accounts: page.map(({ user }) => toAccount(user)),
    nextCursor: last && Buffer.from(`${last.createdAtText} ${last.user.id}`).toString("base64url"),
  };
}

function contains(text: string): SQL | undefined {
  const pattern = `%${text.trim().replace(/[\\%_]/g, "\\$&")}%`;
  return or(ilike(users.email, pattern), ilike(users.name, pattern));
}

/** A cursor comes back from outside, so what is in it may be anything. */
const cursorParts = z.tuple([z.iso.datetime({ precision: 6 }).regex(/^(?!0000)/), text(100)]);

/** One comparison of both columns, which the index on them answers. */
function after(cursor: string): SQL {
  const parsed = cursorParts.safeParse(Buffer.from(cursor, "base64url").toString().split(" "));
  if (!parsed.success) {
    throw new PlatformError("InvalidInput", "'cursor' is not one that a page before this gave out");
  }
  const [createdAt, id] = parsed.data;
  return sql`(${users.createdAt}, ${users.id}) < (${createdAt}::timestamptz, ${id})`;
}
