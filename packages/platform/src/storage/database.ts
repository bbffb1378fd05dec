import type { PgDatabase, PgQueryResultHKT } from "drizzle-orm/pg-core";
import { openEmbedded } from "./embedded.ts";
import type * as schema from "./schema/index.ts";
import { openServer } from "./server.ts";

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
  /** Finishes what runs, then lets go of the connection and of the data folder. May be called twice. */
  close(): Promise<void>;
};

export type StorageOptions = {
  /** `postgres://…`; without it the database is embedded and lives in `dataDir`. */
  url?: string | undefined;
  dataDir: string;
};

/**
 * Opens the database and brings its schema up to date.
 *
 * @throws PlatformError `DataFolderInUse` when another process has the embedded database open,
 *   `StorageUnavailable` when the PostgreSQL server does not answer.
 */
export function openDatabase({ url, dataDir }: StorageOptions): Promise<Storage> {
  return url === undefined ? openEmbedded(dataDir) : openServer(url);
}
