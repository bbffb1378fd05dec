import { and, desc, eq, sql } from "drizzle-orm";
import { monthAt } from "../credits/calendar.ts";
import type { ChannelUsage } from "../credits/ledger.ts";
import type { Database } from "../storage/database.ts";
import { creditEntries, creditMonths } from "../storage/schema/index.ts";

/** Charged images of one UTC day. */
export interface DayUsage extends ChannelUsage {
  /** `2026-03-15` */
  readonly day: string;
}

/** Charged images of one UTC calendar month. */
export interface MonthUsage extends ChannelUsage {
  readonly year: number;
  /** 1…12 */
  readonly month: number;
}

const dayMs = 86_400_000;

/** The last `days` UTC days up to the one that `until` lies in, oldest first, days without an image included. */
export async function usageByDay(db: Database, uid: string, days: number, until: Date): Promise<DayUsage[]> {
  const last = Math.floor(until.getTime() / dayMs) * dayMs;
  const first = last - (days - 1) * dayMs;
  const day = sql<string>`to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD')`;
  const rows = await db
    .select({
      day,
      app: sql`count(*) FILTER (WHERE channel = 'app')`.mapWith(Number),
      api: sql`count(*) FILTER (WHERE channel = 'api')`.mapWith(Number),
    })
    .from(creditEntries)
    .where(
      and(
        eq(creditEntries.uid, uid),
        eq(creditEntries.kind, "settle"),
        sql`at >= ${new Date(first).toISOString()} AND at < ${new Date(last + dayMs).toISOString()}`,
      ),
    )
    .groupBy(day);
  const known = new Map(rows.map((row) => [row.day, row]));
  return Array.from({ length: days }, (_, index) => {
    const name = new Date(first + index * dayMs).toISOString().slice(0, 10);
    return known.get(name) ?? { day: name, app: 0, api: 0 };
  });
}

/** The newest `limit` months that have a counter, newest first. */
export async function usageByMonth(db: Database, uid: string, limit: number): Promise<MonthUsage[]> {
  const rows = await db
    .select()
    .from(creditMonths)
    .where(eq(creditMonths.uid, uid))
    .orderBy(desc(creditMonths.monthStart))
    .limit(limit);
  return rows.map(({ monthStart, app, api }) => {
    const { year, month } = monthAt(monthStart);
    return { year, month, app, api };
  });
}
