import { count, sql } from "drizzle-orm";
import { monthOf } from "../credits/calendar.ts";
import { working } from "../keys/keys.ts";
import type { Database } from "../storage/database.ts";
import { apiKeys, creditMonths, users } from "../storage/schema/index.ts";

/** How much there is of everything. */
export type Totals = {
  accounts: number;
  /** Made in the last 30 days. */
  newAccounts: number;
  suspendedAccounts: number;
  /** Keys that work. */
  keys: number;
  /** Charged images of this UTC calendar month. */
  imagesThisMonth: { app: number; api: number };
};

export async function countTotals(db: Database): Promise<Totals> {
  const [people] = await db
    .select({
      accounts: count(),
      newAccounts: count(sql`CASE WHEN ${users.createdAt} > now() - interval '30 days' THEN 1 END`),
      suspendedAccounts: count(users.suspendedAt),
    })
    .from(users);
  const [keys] = await db.select({ keys: count() }).from(apiKeys).where(working);
  const sum = (column: typeof creditMonths.app | typeof creditMonths.api) =>
    sql`coalesce(sum(${column}), 0)`.mapWith(Number);
  const [images] = await db
    .select({ app: sum(creditMonths.app), api: sum(creditMonths.api) })
    .from(creditMonths)
    .where(sql`${creditMonths.monthStart} = ${monthOf(new Date()).startUnix}`);
  return { ...people!, ...keys!, imagesThisMonth: images! };
}
