import { existsSync } from "node:fs";
import { join } from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { drizzle } from "drizzle-orm/pglite";
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
  const isNew = !existsSync(join(dataDir, "database"));
  requireSpace(dataDir, isNew ? CLUSTER_BYTES : 0, freeBytes);
  const lock = await lockFolder(dataDir);
  try {
    const folder = join(dataDir, "database");
    if (isNew) await unpackTemplate(folder);
    const pglite = await PGlite.create({ dataDir: folder });
    return await migrated(guardPglite(pglite, guardSpace(dataDir, freeBytes)), lock.release);
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
