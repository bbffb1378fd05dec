import { and, eq, isNull, lt, or, sql } from "drizzle-orm";
import { noteSeen, seenIsStale } from "../accounts/note-seen.ts";
import { type Standing, standingColumns } from "../accounts/standing.ts";
import type { Database } from "../storage/database.ts";
import { users } from "../storage/schema/accounts.ts";
import { apiKeys } from "../storage/schema/keys.ts";
import { type KeyLimits, working } from "./keys.ts";
import { hashKey } from "./secret.ts";

/** Whose key it is, and what it is limited to. */
export type KeyStanding = Standing & { key: { id: string } & KeyLimits };

export type FindKey = (key: string) => Promise<KeyStanding | undefined>;

/** The last use is written when the one written before is this old, not with each request. */
const lastUseIsStale = or(
  isNull(apiKeys.lastUsedAt),
  lt(apiKeys.lastUsedAt, sql`now() - interval '1 minute'`),
);

/** Makes the look-up of whose key this is: one indexed query. Undefined for an unknown, revoked or expired key. */
export function createFindKey(db: Database): FindKey {
  const { id, monthlyLimit, allowedOrigins, allowedEndpoints } = apiKeys;
  const key = { id, monthlyLimit, allowedOrigins, allowedEndpoints };
  const query = db
    .select({ ...standingColumns, key, stale: sql<boolean>`${lastUseIsStale}`, unseen: seenIsStale })
    .from(apiKeys)
    .innerJoin(users, eq(users.id, apiKeys.userId))
    .where(and(eq(apiKeys.hash, sql.placeholder("hash")), working))
    .prepare("find_key");
  return async (key) => {
    const [found] = await query.execute({ hash: hashKey(key) });
    if (!found) return undefined;
    const { stale, unseen, ...standing } = found;
    if (unseen) noteSeen(db, standing.uid);
    if (stale) noteUse(db, standing.key.id);
    return standing;
  };
}

/** Nobody waits for this, and losing it loses a minute of "last used". */
function noteUse(db: Database, id: string): void {
  db.update(apiKeys)
    .set({ lastUsedAt: sql`now()` })
    .where(and(eq(apiKeys.id, id), lastUseIsStale))
    .catch(() => {});
}
