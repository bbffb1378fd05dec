import { and, count, desc, eq, lt, sql, sum } from "drizzle-orm";
import { PlatformError } from "../errors.ts";
import type { Log } from "../log.ts";
import type { Database } from "../storage/database.ts";
import { apiKeys } from "../storage/schema/keys.ts";
import { requestLines } from "../storage/schema/requests.ts";
import { storageError, withStorageErrors } from "../storage/unavailable.ts";

/** A request that was answered. */
export type RequestLine = {
  at: Date;
  /** Null: with a session instead of a key. */
  keyId: string | null;
  /** Method and pattern of the path, as in `POST /rmbg`. */
  endpoint: string;
  /** Of HTTP. */
  status: number;
  /** Milliseconds until the answer was sent. */
  ms: number;
  /** That were charged. */
  credits: number;
  requestId: string;
};

/** A line as it is shown: with the name of its key. */
export type ShownRequest = RequestLine & { keyName: string | null };

export type RequestSearch = {
  /** Only requests with this key. */
  keyId?: string | undefined;
  /** `nextCursor` of the page before; the first page without it. */
  cursor?: string | undefined;
  /** Lines on a page, 1 or more. */
  limit: number;
};

export type RequestPage = { requests: ShownRequest[]; nextCursor: string | undefined };

/** What a key was used for in the last 30 days. */
export type KeyUse = { keyId: string; requests: number; credits: number };

/** The requests of all accounts in one hour, or in all hours together. */
export type Traffic = {
  requests: number;
  /** That were answered with a fault of the server's. */
  failed: number;
  /** Milliseconds that half of the answers, and 95 of 100, came within; null: there was none. */
  medianMs: number | null;
  p95Ms: number | null;
};

export type HourTraffic = Traffic & { /** When the hour began. */ hour: Date };

/** What accounts asked for in the last 30 days. All methods but `note` throw `StorageUnavailable`. */
export type RequestLog = {
  /**
   * Takes a line and returns at once. Lines are written in batches, within a second; what a process holds when it is killed
   * is lost, and what comes while the database is gone and more than 10,000 lines wait.
   */
  note(uid: string, line: RequestLine): void;
  /** One page of an account's requests, newest first. @throws PlatformError `InvalidInput` (cursor) */
  list(uid: string, search: RequestSearch): Promise<RequestPage>;
  byKey(uid: string): Promise<KeyUse[]>;
  /** The last 24 hours of everybody: each by itself, oldest first, without empty ones, and all together. */
  traffic(): Promise<{ hours: HourTraffic[]; total: Traffic }>;
  /** Forgets an account's requests. */
  forget(uid: string): Promise<void>;
  /** Deletes what is older than 30 days. Called now and then. */
  sweep(): Promise<void>;
  /** Writes what waits. */
  close(): Promise<void>;
};

const KEPT_DAYS = 30;
const MOST_WAITING = 10_000;
const BATCH = 500;
const WRITE_EVERY_MS = 1000;

export function createRequestLog(db: Database, log: Log): RequestLog {
  let waiting: (typeof requestLines.$inferInsert)[] = [];
  let writing = Promise.resolve();
  let failing = false;

  async function writeAll(): Promise<void> {
    while (waiting.length > 0) {
      const batch = waiting.slice(0, BATCH);
      await db.insert(requestLines).values(batch);
      waiting = waiting.slice(batch.length);
    }
  }

  /** Writes what waits, one batch after the other. What cannot be written waits for the next time. */
  function write(): Promise<void> {
    writing = writing.then(writeAll).then(
      () => {
        failing = false;
      },
      (error: unknown) => {
        if (!failing) log.warn({ err: storageError(error) }, "The request log cannot be written for now");
        failing = true;
      },
    );
    return writing;
  }

  const timer = setInterval(() => void write(), WRITE_EVERY_MS).unref();

  return withStorageErrors<RequestLog>({
    note(uid, line) {
      if (waiting.length < MOST_WAITING) waiting.push({ uid, ...line });
    },

    async list(uid, { keyId, cursor, limit }) {
      const before = cursor === undefined ? undefined : idOf(cursor);
      await write();
      const rows = await db
        .select({ line: requestLines, keyName: apiKeys.name })
        .from(requestLines)
        .leftJoin(apiKeys, eq(apiKeys.id, requestLines.keyId))
        .where(
          and(
            eq(requestLines.uid, uid),
            keyId === undefined ? undefined : eq(requestLines.keyId, keyId),
            before === undefined ? undefined : lt(requestLines.id, before),
          ),
        )
        .orderBy(desc(requestLines.id))
        .limit(limit + 1);
      const page = rows.slice(0, limit);
      return {
        requests: page.map(({ line: { id: _, uid: __, ...line }, keyName }) => ({ ...line, keyName })),
        nextCursor: rows.length > limit ? String(page.at(-1)!.line.id) : undefined,
      };
    },

    async byKey(uid) {
      await write();
      const rows = await db
        .select({ keyId: requestLines.keyId, requests: count(), credits: sum(requestLines.credits) })
        .from(requestLines)
        .where(and(eq(requestLines.uid, uid), sql`${requestLines.keyId} IS NOT NULL`))
        .groupBy(requestLines.keyId);
      return rows.map(({ keyId, requests, credits }) => ({
        keyId: keyId!,
        requests,
        credits: Number(credits),
      }));
    },

    async traffic() {
      await write();
      const within = (share: number) =>
        sql<
          number | null
        >`round(percentile_cont(${share}::float) WITHIN GROUP (ORDER BY ${requestLines.ms}))::int`;
      const traffic = {
        requests: count(),
        failed: count(sql`CASE WHEN ${requestLines.status} >= 500 THEN 1 END`),
        medianMs: within(0.5),
        p95Ms: within(0.95),
      };
      const lastDay = sql`${requestLines.at} > now() - interval '24 hours'`;
      const hour = sql`date_trunc('hour', ${requestLines.at})`.mapWith(requestLines.at);
      const hours = await db
        .select({ hour, ...traffic })
        .from(requestLines)
        .where(lastDay)
        .groupBy(sql`1`)
        .orderBy(sql`1`);
      const [total] = await db.select(traffic).from(requestLines).where(lastDay);
      return { hours, total: total! };
    },

    async forget(uid) {
      await write();
      await db.delete(requestLines).where(eq(requestLines.uid, uid));
    },

    async sweep() {
      await db
        .delete(requestLines)
        .where(lt(requestLines.at, sql`now() - ${KEPT_DAYS}::int * interval '1 day'`));
    },

    async close() {
      clearInterval(timer);
      await write();
    },
  });
}

function idOf(cursor: string): number {
  if (/^\d{1,15}$/.test(cursor)) return Number(cursor);
  throw new PlatformError("InvalidInput", "'cursor' is not one that a page before this gave out");
}
