import { and, eq, isNull, lt, or, sql } from "drizzle-orm";
import { type Standing, standingColumns } from "../accounts/standing.ts";
import type { Database } from "../storage/database.ts";
import { users } from "../storage/schema/accounts.ts";
import { apiKeys } from "../storage/schema/keys.ts";
import { working } from "./keys.ts";
import { hashKey } from "./secret.ts";

export type FindKey = (key: string) => Promise<(Standing & { keyId: string }) | undefined>;

/** The last use is written when the one written before is this old, not with each request. */
const lastUseIsStale = or(
  isNull(apiKeys.lastUsedAt),
  lt(apiKeys.lastUsedAt, sql`now() - interval '1 minute'`),
);

/** Makes the look-up of whose key this is: one indexed query. Undefined for an unknown, revoked or expired key. */
export function createFindKey(db: Database): FindKey {
  const query = db
    .select({ ...standingColumns, keyId: apiKeys.id, stale: sql<boolean>`${lastUseIsStale}` })
    .from(apiKeys)
    .innerJoin(users, eq(users.id, apiKeys.userId))
    .where(and(eq(apiKeys.hash, sql.placeholder("hash")), working))
    .prepare("find_key");
  return async (key) => {
    const [found] = await query.execute({ hash: hashKey(key) });
    if (!found) return undefined;
    const { stale, ...standing } = found;
    if (stale) noteUse(db, standing.keyId);
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
