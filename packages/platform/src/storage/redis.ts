import { Redis } from "ioredis";
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
 * @throws PlatformError `StorageUnavailable` when Redis does not answer now.
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
  // Failures reach whoever waits for a command; without a listener each lost connection would be printed.
  redis.on("error", () => {});
  try {
    await redis.connect();
  } catch (error) {
    redis.disconnect();
    throw storageUnavailable(error) ?? error;
  }
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
