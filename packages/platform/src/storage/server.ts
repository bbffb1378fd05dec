import { drizzle } from "drizzle-orm/node-postgres";
import pg from "pg";
import { cannotOpen } from "./cannot-open.ts";
import { migrateServer } from "./migrations.ts";
import * as schema from "./schema/index.ts";
import type { Database, Storage } from "./storage.ts";
import { storageUnavailable } from "./unavailable.ts";

/**
 * Also the wait for a free connection of the pool: long enough for a burst of requests on a busy server, short enough
 * that none hangs on a dead one.
 */
const connectTimeoutMs = 10_000;
const queryTimeoutMs = 15_000;
/** A connection that a silent network failure left hanging is gone after that. */
const maxLifetimeSeconds = 600;

/** A pool of connections to a PostgreSQL server, which any number of processes may share. */
export async function openServer(url: string): Promise<Storage> {
  await migrate(url);
  const pool = new pg.Pool({
    connectionString: url,
    max: 16,
    connectionTimeoutMillis: connectTimeoutMs,
    query_timeout: queryTimeoutMs,
    keepAlive: true,
    maxLifetimeSeconds,
  });
  // An idle connection that breaks is replaced at the next query; without a listener it would end the process.
  pool.on("error", () => {});
  return {
    db: drizzle(pool, { schema }) as unknown as Database,
    async ping() {
      await pool.query("select 1").catch((error) => {
        throw storageUnavailable(error) ?? error;
      });
    },
    async close() {
      if (!pool.ended) await pool.end();
    },
  };
}

/** On a connection of its own: waiting for another process's migration takes longer than a query may. */
async function migrate(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: connectTimeoutMs });
  try {
    await client.connect();
    await migrateServer(client);
  } catch (error) {
    throw cannotOpen({ name: "PostgreSQL", variable: "DATABASE_URL", url, defaultPort: 5432 }, error);
  } finally {
    await client.end();
  }
}
