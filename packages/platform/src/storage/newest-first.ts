import { and, desc, eq, lt, or } from "drizzle-orm";
import type { PgColumn } from "drizzle-orm/pg-core";
import { PlatformError } from "../errors.ts";

export interface Page {
  /** As the page before it gave it. */
  cursor?: string | undefined;
  limit: number;
}

/**
 * Reads rows page by page, the newest first and those of the same moment by their id: for queries that ask for one row more
 * than the page has, which tells whether there is another page.
 *
 * @throws PlatformError `InvalidInput` (cursor)
 */
export function newestFirst(columns: { createdAt: PgColumn; id: PgColumn }, { cursor, limit }: Page) {
  const { createdAt, id } = columns;
  const last = cursor === undefined ? undefined : parse(cursor);
  return {
    after: last && or(lt(createdAt, last.at), and(eq(createdAt, last.at), lt(id, last.id))),
    order: [desc(createdAt), desc(id)],
    limit: limit + 1,
    /** The page, and the cursor for the one after it; undefined: there is none. */
    cut<Row extends { createdAt: Date; id: string }>(rows: readonly Row[]) {
      const page = rows.slice(0, limit);
      const end = rows.length > limit ? page.at(-1) : undefined;
      return { page, next: end && `${end.createdAt.getTime()}.${end.id}` };
    },
  };
}

function parse(cursor: string): { at: Date; id: string } {
  const [, ms, id] = /^(\d{1,15})\.(\w{1,100})$/.exec(cursor) ?? [];
  if (ms === undefined || id === undefined) throw badCursor();
  return { at: new Date(Number(ms)), id };
}

export function badCursor(): PlatformError {
  return new PlatformError("InvalidInput", "'cursor' must be the 'next' of the page before");
}
