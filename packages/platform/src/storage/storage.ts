import type { Readable } from "node:stream";
import type { PgDatabase, PgQueryResultHKT } from "drizzle-orm/pg-core";
import type * as schema from "./schema/index.ts";

type Rows<Row> = { rows: Row[] };

interface RowsResult extends PgQueryResultHKT {
  type: Rows<this["row"]>;
}

/** The one database type the domains know: embedded or not, `db.execute(sql)` answers `{ rows }`. */
export type Database = PgDatabase<RowsResult, typeof schema>;

export type Storage = {
  db: Database;
  /** Resolves when the database answers; throws `StorageUnavailable` otherwise. */
  ping(): Promise<void>;
  /** The whole database at one moment, as `layReady` takes it, while it is in use. Only the embedded one can. */
  backUp?(): Promise<Readable>;
  /** Finishes what runs, then lets go of the connection and of the data folder. May be called twice. */
  close(): Promise<void>;
};
