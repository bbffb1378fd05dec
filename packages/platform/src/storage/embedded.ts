import { existsSync } from "node:fs";
import { join } from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { drizzle } from "drizzle-orm/pglite";
import { backUp, removeHalfBackups, restoreWhatLiesReady } from "./backup.ts";
import { makeDataFolder } from "./data-folder.ts";
import { type FreeBytes, freeBytesOf, guardSpace, requireSpace } from "./disk-space.ts";
import { lockFolder } from "./folder-lock.ts";
import { guardPglite } from "./guarded-pglite.ts";
import { migrateEmbedded } from "./migrations.ts";
import * as schema from "./schema/index.ts";
import type { Database, Storage } from "./storage.ts";
import { unpackTemplate } from "./template.ts";

/** What an empty cluster takes on the disk. */
const CLUSTER_BYTES = 40 * 1024 * 1024;

/**
 * PostgreSQL inside this process, its files in `dataDir/database`. PGlite itself lets a second process in and then loses
 * data silently, hence the lock.
 *
 * @throws PlatformError `DataFolderInUse`, `StorageUnavailable` when the disk is full or the folder cannot be used
 */
export async function openEmbedded(dataDir: string, freeBytes: FreeBytes = freeBytesOf): Promise<Storage> {
  await makeDataFolder(dataDir);
  const folder = join(dataDir, "database");
  requireSpace(dataDir, existsSync(folder) ? 0 : CLUSTER_BYTES, freeBytes);
  const lock = await lockFolder(dataDir);
  try {
    await removeHalfBackups(dataDir);
    await restoreWhatLiesReady(dataDir);
    if (!existsSync(folder)) await unpackTemplate(folder);
    const pglite = await PGlite.create({ dataDir: folder });
    const storage = await migrated(guardPglite(pglite, guardSpace(dataDir, freeBytes)), lock.release);
    return {
      ...storage,
      async backUp() {
        // Less to replay for whoever restores it.
        await pglite.exec("checkpoint");
        return backUp(dataDir, (copy) => pglite.runExclusive(copy), freeBytes);
      },
    };
  } catch (error) {
    await lock.release();
    throw error;
  }
}

/** A database in memory, gone when closed; for tests. `cluster` is a tar of PostgreSQL's data folder. */
export async function openInMemory(cluster: Blob): Promise<Storage> {
  return migrated(await PGlite.create({ loadDataDir: cluster }), async () => {});
}

async function migrated(pglite: PGlite, afterClose: () => Promise<void>): Promise<Storage> {
  const db = drizzle(pglite, { schema });
  await migrateEmbedded(db);
  return {
    db: db as unknown as Database,
    async ping() {
      await pglite.query("select 1");
    },
    async close() {
      if (!pglite.closed) await pglite.close();
      await afterClose();
    },
  };
}
