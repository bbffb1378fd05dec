import { openRedis, type RedisStorage } from "../storage/redis.ts";

const databases = 16;
const claimSeconds = 300;

export type TestRedis = RedisStorage & { url: string };

/**
 * An empty database of the Redis server at `serverUrl` that no other test file has at the same time, emptied when
 * closed. Database 0 keeps the claims.
 */
export async function openTestRedis(serverUrl: string): Promise<TestRedis> {
  const { redis: claims, close: closeClaims } = await openRedis(new URL("/0", serverUrl).href);
  for (let number = 1; number < databases; number++) {
    const claim = `test-database:${number}`;
    if ((await claims.set(claim, process.pid, "EX", claimSeconds, "NX")) === null) continue;
    const url = new URL(`/${number}`, serverUrl).href;
    const storage = await openRedis(url);
    await storage.redis.flushdb();
    return {
      ...storage,
      url,
      async close() {
        await storage.redis.flushdb();
        await storage.close();
        await claims.del(claim);
        await closeClaims();
      },
    };
  }
  await closeClaims();
  throw new Error(`All ${databases - 1} databases of ${serverUrl} are in use by tests`);
}
