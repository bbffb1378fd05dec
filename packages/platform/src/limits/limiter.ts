import type { Redis } from "ioredis";
import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from "rate-limiter-flexible";
import { LimitExceeded, type LimitState } from "./limit-exceeded.ts";

export interface LimiterOptions {
  /** Names the counts in Redis. */
  readonly name: string;
  /** How many are allowed in a window, which begins with a key's first use. */
  readonly limit: number;
  readonly windowSeconds: number;
  /** What is counted and in what time, for messages: `requests a minute`. */
  readonly what: string;
  /** Where the counts are shared with other processes; without it they are this process's own. */
  readonly redis?: Redis | undefined;
}

/** Allows so many of something for each key in a window of time. */
export interface Limiter {
  /** Counts one. Throws `LimitExceeded` (`RateLimited`) when that is one too many; it is counted all the same. */
  take(key: string): Promise<LimitState>;
  /** Counts one and answers how many there are now, never refusing. */
  count(key: string): Promise<number>;
  /** How many are left, without counting any. */
  left(key: string): Promise<number>;
  /** Takes one back. */
  giveBack(key: string): Promise<void>;
  /** Takes all back. */
  forget(key: string): Promise<void>;
}

export function createLimiter({ name, limit, windowSeconds, what, redis }: LimiterOptions): Limiter {
  const options = { keyPrefix: `limit:${name}`, points: limit, duration: windowSeconds };
  const limiter = redis
    ? new RateLimiterRedis({ ...options, storeClient: redis })
    : new RateLimiterMemory(options);
  return {
    async take(key) {
      try {
        return stateOf(limit, await limiter.consume(key));
      } catch (refused) {
        if (!(refused instanceof RateLimiterRes)) throw refused;
        throw new LimitExceeded("RateLimited", `More than ${limit} ${what}`, stateOf(limit, refused));
      }
    },
    async count(key) {
      return (await limiter.penalty(key)).consumedPoints;
    },
    async left(key) {
      return (await limiter.get(key))?.remainingPoints ?? limit;
    },
    async giveBack(key) {
      await limiter.reward(key);
    },
    async forget(key) {
      await limiter.delete(key);
    },
  };
}

function stateOf(limit: number, { remainingPoints, msBeforeNext }: RateLimiterRes): LimitState {
  return { limit, remaining: remainingPoints, resetSeconds: Math.max(1, Math.ceil(msBeforeNext / 1000)) };
}
