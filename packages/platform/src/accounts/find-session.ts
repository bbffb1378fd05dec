import { and, eq, gt, sql } from "drizzle-orm";
import type { Database } from "../storage/database.ts";
import { sessions, users } from "../storage/schema/accounts.ts";
import { noteSeen, seenIsStale } from "./note-seen.ts";
import { type Standing, standingColumns } from "./standing.ts";
import { openToken } from "./tokens.ts";

export type FindSession = (signedToken: string) => Promise<Standing | undefined>;

/**
 * Makes the look-up of whose session a signed token is: one indexed query, where better-auth's own takes 6 ms.
 * Undefined for a token that is forged, unknown or expired.
 */
export function createFindSession(db: Database, secret: string): FindSession {
  const query = db
    .select({ ...standingColumns, unseen: seenIsStale })
    .from(sessions)
    .innerJoin(users, eq(users.id, sessions.userId))
    .where(and(eq(sessions.token, sql.placeholder("token")), gt(sessions.expiresAt, sql`now()`)))
    .prepare("find_session");
  return async (signedToken) => {
    const token = openToken(signedToken, secret);
    if (token === undefined) return undefined;
    const [found] = await query.execute({ token });
    if (!found) return undefined;
    const { unseen, ...standing } = found;
    if (unseen) noteSeen(db, standing.uid);
    return standing;
  };
}
