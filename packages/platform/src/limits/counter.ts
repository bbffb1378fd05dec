import type { Redis } from "ioredis";
import { RateLimiterMemory, RateLimiterRedis } from "rate-limiter-flexible";

/** A count as it stands in its time window. */
export interface Count {
  readonly used: number;
  readonly resetSeconds: number;
}

/** Counts by key in windows that begin with a key's first use. */
export interface Counter {
  add(key: string): Promise<Count>;
  /** How much of the window is used, without counting anything. */
  read(key: string): Promise<number>;
  takeBack(key: string): Promise<void>;
}

export interface CounterOptions {
  readonly name: string;
  readonly windowSeconds: number;
  /** Where the counts are shared with other processes; without it they are this process's own. */
  readonly redis?: Redis | undefined;
}

/** How much is allowed is the caller's affair, since it differs from plan to plan: hence no `points` here. */
export function createCounter({ name, windowSeconds, redis }: CounterOptions): Counter {
  const options = { keyPrefix: `limit:${name}`, points: Number.MAX_SAFE_INTEGER, duration: windowSeconds };
  const limiter = redis
    ? new RateLimiterRedis({ ...options, storeClient: redis })
    : new RateLimiterMemory(options);
  return {
    async add(key) {
      const { consumedPoints, msBeforeNext } = await limiter.consume(key);
      return { used: consumedPoints, resetSeconds: Math.max(1, Math.ceil(msBeforeNext / 1000)) };
    },
    async read(key) {
      return (await limiter.get(key))?.consumedPoints ?? 0;
    },
    async takeBack(key) {
      await limiter.reward(key);
    },
  };
}
