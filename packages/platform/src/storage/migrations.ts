import { fileURLToPath } from "node:url";
import { drizzle as drizzleNodePostgres } from "drizzle-orm/node-postgres";
import { migrate as migrateNodePostgres } from "drizzle-orm/node-postgres/migrator";
import type { PgliteDatabase } from "drizzle-orm/pglite";
import { migrate as migratePglite } from "drizzle-orm/pglite/migrator";
import type { Client } from "pg";

/** The SQL files stay where drizzle-kit writes them; the path holds from `src/` and from `dist/`. */
const migrationsFolder = fileURLToPath(new URL("../../src/storage/migrations", import.meta.url));

/** Any number, the same in every process: the advisory lock that lets one process migrate at a time. */
const migrationLock = 7_215_844_301;

/** Brings the embedded database to the current schema. */
export async function migrateEmbedded(db: PgliteDatabase<Record<string, unknown>>): Promise<void> {
  await migratePglite(db, { migrationsFolder });
}

/**
 * Brings a PostgreSQL database to the current schema. Processes that start together take turns: each waits for at most
 * a minute. The lock ends with the connection, which is to be closed afterwards.
 */
export async function migrateServer(client: Client): Promise<void> {
  await client.query("set lock_timeout = '60s'");
  await client.query("select pg_advisory_lock($1)", [migrationLock]);
  await migrateNodePostgres(drizzleNodePostgres(client), { migrationsFolder });
}
