import { openEmbedded } from "./embedded.ts";
import { openServer } from "./server.ts";
import type { Storage } from "./storage.ts";

export type { Database, Storage } from "./storage.ts";

/**
 * Opens the database and brings its schema up to date: PostgreSQL at `url` (`postgres://…`), or embedded in `dataDir`
 * without one.
 *
 * @throws PlatformError `DataFolderInUse` when another process has the embedded database open,
 *   `StorageUnavailable` when the PostgreSQL server cannot be used, with what to check, or the disk is full
 */
export function openDatabase(options: { url?: string | undefined; dataDir: string }): Promise<Storage> {
  return options.url === undefined ? openEmbedded(options.dataDir) : openServer(options.url);
}
