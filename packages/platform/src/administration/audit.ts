import { and, desc, eq, lt } from "drizzle-orm";
import { PlatformError } from "../errors.ts";
import type { Database } from "../storage/database.ts";
import { users } from "../storage/schema/accounts.ts";
import { type auditActions, auditEntries } from "../storage/schema/audit.ts";
import { withStorageErrors } from "../storage/unavailable.ts";

export type AuditAction = (typeof auditActions)[number];

/** Who does something as an administrator, and why. */
export type Act = {
  /** The administrator's address, or what stands for the admin token. */
  actor: string;
  /** In the administrator's own words. */
  reason?: string | undefined;
};

/** One thing that was done. Nothing changes or deletes it, not even the end of the account. */
export type AuditEntry = {
  id: string;
  at: Date;
  actor: string;
  action: AuditAction;
  uid: string;
  /** Of the account, while there is one. */
  email: string | null;
  /** What was changed, as it was and as it is since. */
  before: Record<string, unknown> | null;
  after: Record<string, unknown> | null;
  reason: string | null;
};

export type AuditSearch = {
  /** Only what was done to this account. */
  uid?: string | undefined;
  /** `nextCursor` of the page before; the first page without it. */
  cursor?: string | undefined;
  /** Entries on a page, 1 or more. */
  limit: number;
};

export type AuditPage = { entries: AuditEntry[]; nextCursor: string | undefined };

export type AuditTrail = {
  /** One page of what was done, newest first. @throws PlatformError `InvalidInput` (cursor), `StorageUnavailable` */
  list(search: AuditSearch): Promise<AuditPage>;
};

export function createAuditTrail(db: Database): AuditTrail {
  return withStorageErrors<AuditTrail>({
    async list({ uid, cursor, limit }) {
      const { id, at, actor, action, uid: of, before, after, reason } = auditEntries;
      const rows = await db
        .select({ id, at, actor, action, uid: of, email: users.email, before, after, reason })
        .from(auditEntries)
        .leftJoin(users, eq(users.id, of))
        .where(and(uid === undefined ? undefined : eq(of, uid), cursor ? lt(id, idOf(cursor)) : undefined))
        .orderBy(desc(id))
        .limit(limit + 1);
      const page = rows.slice(0, limit);
      return {
        entries: page.map((entry) => ({ ...entry, id: String(entry.id) })),
        nextCursor: rows.length > limit ? String(page.at(-1)!.id) : undefined,
      };
    },
  });
}

function idOf(cursor: string): number {
  if (/^\d{1,15}$/.test(cursor)) return Number(cursor);
  throw new PlatformError("InvalidInput", "'cursor' is not one that a page before this gave out");
}

/** Writes down what is done in the same transaction, so that neither is kept without the other. */
export async function record(
  transaction: Pick<Database, "insert">,
  { actor, reason }: Act,
  entry: { action: AuditAction; uid: string; before?: object; after?: object },
): Promise<void> {
  const { before, after, ...rest } = entry;
  await transaction.insert(auditEntries).values({
    actor,
    ...rest,
    before: before && { ...before },
    after: after && { ...after },
    reason: reason || null,
  });
}
