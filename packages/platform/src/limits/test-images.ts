import type { Redis } from "ioredis";
import type { Caller } from "../callers/callers.ts";
import { withStorageErrors } from "../storage/unavailable.ts";
import { clientOf } from "./address.ts";
import { LimitExceeded } from "./limit-exceeded.ts";
import { createLimiter } from "./limiter.ts";

/** One of a caller's test images of the day. */
export interface TestImage {
  /** Counts in no credits. */
  readonly remaining: undefined;
  /** The image is there. */
  settle(): Promise<void>;
  /** It came to nothing and does not count. What was settled or released stays so. */
  release(): Promise<void>;
}

/** Pictures made only to try the API: free, but not without end. All throw `StorageUnavailable`. */
export interface TestImages {
  /** Takes one of the caller's test images of the day. Throws `LimitExceeded` (`DailyLimitReached`). */
  reserveTest(caller: Caller): Promise<TestImage>;
  /** How many the caller has left today, without taking one. */
  testImagesLeft(caller: Caller): Promise<number>;
}

/** What remove.bg gives away, a day instead of a month. */
export const TEST_IMAGES_DAILY = 50;

const daySeconds = 24 * 3600;

export function createTestImages({ redis, now }: { redis: Redis | undefined; now: () => Date }): TestImages {
  const images = createLimiter({
    name: "test-images",
    limit: TEST_IMAGES_DAILY,
    windowSeconds: daySeconds,
    what: "test images today",
    redis,
  });
  const keyOf = (caller: Caller) => {
    const who = caller.kind === "account" ? caller.uid : clientOf(caller.address);
    return `${now().toISOString().slice(0, 10)}:${who}`;
  };

  return withStorageErrors<TestImages>({
    async reserveTest(caller) {
      const key = keyOf(caller);
      await images.take(key).catch(async (error: unknown) => {
        if (!(error instanceof LimitExceeded)) throw error;
        await images.giveBack(key);
        const resetSeconds = daySeconds - Math.floor((now().getTime() / 1000) % daySeconds);
        throw new LimitExceeded("DailyLimitReached", error.message, { ...error.limit, resetSeconds });
      });
      let isOpen = true;
      return {
        remaining: undefined,
        settle: async () => {
          isOpen = false;
        },
        async release() {
          if (!isOpen) return;
          isOpen = false;
          await images.giveBack(key);
        },
      };
    },
    testImagesLeft: (caller) => images.left(keyOf(caller)),
  });
}
