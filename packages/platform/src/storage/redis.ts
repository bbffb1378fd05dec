import { Redis } from "ioredis";
import { cannotOpen } from "./cannot-open.ts";
import { storageUnavailable } from "./unavailable.ts";

const connectTimeoutMs = 3_000;
const commandTimeoutMs = 5_000;
const longestPauseMs = 2_000;

export type RedisStorage = {
  redis: Redis;
  /** Resolves when Redis answers; throws `StorageUnavailable` otherwise. */
  ping(): Promise<void>;
  close(): Promise<void>;
};

/**
 * Connects to Redis at `redis://…` or `rediss://…`. A connection that is lost is made again by itself; meanwhile
 * commands fail at once rather than wait, and one that was under way is not sent twice, for it may have been done.
 *
 * @throws PlatformError `StorageUnavailable` when Redis cannot be used now, with what to check.
 */
export async function openRedis(url: string): Promise<RedisStorage> {
  const redis = new Redis(url, {
    lazyConnect: true,
    connectTimeout: connectTimeoutMs,
    commandTimeout: commandTimeoutMs,
    enableOfflineQueue: false,
    autoResendUnfulfilledCommands: false,
    maxRetriesPerRequest: 0,
    retryStrategy: (attempt) => Math.min(attempt * 100, longestPauseMs),
  });
  // The driver tells why it cannot connect, and that there is no such database, by events alone.
  let first: Error | undefined;
  const note = (error: Error) => {
    first ??= error;
  };
  redis.on("error", note);
  try {
    await redis.connect();
    await redis.ping();
    if (first) throw first;
  } catch (error) {
    redis.disconnect();
    const server = { name: "Redis", variable: "REDIS_URL", url, defaultPort: 6379 } as const;
    throw cannotOpen(server, first ?? error);
  }
  // From now on failures reach whoever waits for a command; without a listener each lost connection would be printed.
  redis.off("error", note).on("error", () => {});
  return {
    redis,
    async ping() {
      await redis.ping().catch((error) => {
        throw storageUnavailable(error) ?? error;
      });
    },
    async close() {
      redis.disconnect();
    },
  };
}
