import { and, eq, lt, type SQL, sql } from "drizzle-orm";
import type { Database } from "../storage/database.ts";
import { users } from "../storage/schema/accounts.ts";

/** The time written before is this old: it is written once a minute, not with each request. */
export const seenIsStale: SQL<boolean> = sql<boolean>`${lt(users.lastSeenAt, sql`now() - interval '1 minute'`)}`;

/** Nobody waits for this, and losing it loses a minute of "last seen". */
export function noteSeen(db: Database, uid: string): void {
  db.update(users)
    .set({ lastSeenAt: sql`now()` })
    .where(and(eq(users.id, uid), seenIsStale))
    .catch(() => {});
}
