import type { Readable } from "node:stream";
import { layReady } from "@alphacut/platform";
import { ConfigError, readConfig } from "./config.ts";

/**
 * Lays a backup ready in the data folder of these settings: the next start of the server takes it.
 *
 * @throws ConfigError; PlatformError `InvalidInput` when it is no whole backup
 */
export async function layBackupReady(
  environment: Readonly<Record<string, string | undefined>>,
  backup: Readable,
): Promise<{ createdAt: Date; dataDir: string }> {
  const { dataDir, databaseUrl } = readConfig(environment);
  if (databaseUrl !== undefined) {
    throw new ConfigError(["DATABASE_URL: set, so the database is PostgreSQL: restore it with pg_restore"]);
  }
  return { ...(await layReady(dataDir, backup)), dataDir };
}
