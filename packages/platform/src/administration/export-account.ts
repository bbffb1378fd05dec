import { and, eq, gt, inArray, isNull } from "drizzle-orm";
import { createKeys } from "../keys/keys.ts";
import { createPresets } from "../presets/presets.ts";
import type { RequestLog } from "../requests/request-log.ts";
import type { Database } from "../storage/database.ts";
import {
  billingCustomers,
  billingPurchases,
  creditAccounts,
  creditEntries,
  creditMonths,
  identities,
  jobItems,
  jobs,
  sessions,
  users,
  webhookEndpoints,
} from "../storage/schema/index.ts";
import { createAuditTrail } from "./audit.ts";

const ROWS_AT_ONCE = 1000;

/**
 * Everything that is known about an account, as the text of one JSON object, piece by piece: what is long is never held as a
 * whole. Secrets are left out: password hashes, tokens, keys. Pictures are left out, too; while a job is kept, it gives them.
 */
export async function* exportAccount(
  db: Database,
  requests: Pick<RequestLog, "list">,
  uid: string,
): AsyncGenerator<string> {
  yield `{"exportedAt":${JSON.stringify(new Date())}`;
  for (const [name, pages] of Object.entries(sections(db, requests, uid))) {
    yield `,\n${JSON.stringify(name)}:[`;
    let separator = "\n";
    for await (const rows of pages) {
      if (rows.length === 0) continue;
      yield separator + rows.map((row) => JSON.stringify(row)).join(",\n");
      separator = ",\n";
    }
    yield "]";
  }
  yield "}\n";
}

type Pages = AsyncIterable<readonly object[]>;

function sections(
  db: Database,
  requests: Pick<RequestLog, "list">,
  uid: string,
): Readonly<Record<string, Pages>> {
  const { accountId, providerId, scope, createdAt } = identities;
  const { expiresAt, ipAddress, userAgent, createdAt: since } = sessions;
  const { id, jobId, url, events, enabled, createdAt: made } = webhookEndpoints;
  return {
    account: whole(db.select().from(users).where(eq(users.id, uid))),
    signIn: whole(
      db
        .select({ providerId, accountId, scope, createdAt })
        .from(identities)
        .where(eq(identities.userId, uid)),
    ),
    sessions: whole(
      db.select({ since, expiresAt, ipAddress, userAgent }).from(sessions).where(eq(sessions.userId, uid)),
    ),
    keys: whole(createKeys(db).list(uid)),
    presets: whole(createPresets(db).list(uid)),
    credits: whole(db.select().from(creditAccounts).where(eq(creditAccounts.uid, uid))),
    // What was put on the account; what it spent is in the usage.
    balanceChanges: whole(
      db
        .select()
        .from(creditEntries)
        .where(and(eq(creditEntries.uid, uid), inArray(creditEntries.kind, ["grant", "adjust"]))),
    ),
    usage: whole(db.select().from(creditMonths).where(eq(creditMonths.uid, uid))),
    customers: whole(db.select().from(billingCustomers).where(eq(billingCustomers.uid, uid))),
    purchases: whole(db.select().from(billingPurchases).where(eq(billingPurchases.uid, uid))),
    jobs: whole(
      db
        .select()
        .from(jobs)
        .where(and(eq(jobs.uid, uid), isNull(jobs.deletedAt))),
    ),
    jobItems: items(db, uid),
    webhooks: whole(
      db
        .select({ id, jobId, url, events, enabled, made })
        .from(webhookEndpoints)
        .where(eq(webhookEndpoints.uid, uid)),
    ),
    requests: paged(async (cursor) => {
      const page = await requests.list(uid, { cursor, limit: ROWS_AT_ONCE });
      return { rows: page.requests, next: page.nextCursor };
    }),
    administration: paged(async (cursor) => {
      const page = await createAuditTrail(db).list({ uid, cursor, limit: ROWS_AT_ONCE });
      return { rows: page.entries, next: page.nextCursor };
    }),
  };
}

async function* whole(rows: PromiseLike<readonly object[]>) {
  yield await rows;
}

async function* paged(
  read: (cursor?: string) => Promise<{ rows: readonly object[]; next?: string | undefined }>,
) {
  let cursor: string | undefined;
  do {
    const { rows, next } = await read(cursor);
    yield rows;
    cursor = next;
  } while (cursor !== undefined);
}

/** The pictures of jobs: names and addresses, and what became of them. */
async function* items(db: Database, uid: string) {
  const { id, jobId, position, name, url, state, errorMessage } = jobItems;
  let last = "";
  for (;;) {
    const rows = await db
      .select({ id, jobId, position, name, url, state, errorMessage })
      .from(jobItems)
      .innerJoin(jobs, eq(jobs.id, jobId))
      .where(and(eq(jobs.uid, uid), isNull(jobs.deletedAt), gt(id, last)))
      .orderBy(id)
      .limit(ROWS_AT_ONCE);
    yield rows;
    if (rows.length < ROWS_AT_ONCE) return;
    last = rows.at(-1)!.id;
  }
}
