import type { Redis } from "ioredis";
import { PlatformError } from "../errors.ts";
import { withStorageErrors } from "../storage/unavailable.ts";
import { clientOf } from "./address.ts";
import { LimitExceeded, type LimitState } from "./limit-exceeded.ts";
import { createLimiter, type Limiter } from "./limiter.ts";

export interface LimitsOptions {
  /** Shares the counts among processes; without it each process counts for itself and forgets when it ends. */
  readonly redis?: Redis | undefined;
  /** Images a UTC day for a client without an account; 0 = accounts only. */
  readonly anonymousDaily: number | "unlimited";
  readonly now: () => Date;
}

/** One of a client's images of the day, until it is given back. */
export interface DailyImage {
  /** Undefined = there is no limit. */
  readonly limit: LimitState | undefined;
  /** The image came to nothing and does not count. The second time it changes nothing. */
  giveBack(): Promise<void>;
}

/** All throw `StorageUnavailable` when Redis does not answer; then the request cannot be admitted. */
export interface Limits {
  /** Counts a request of an account. Throws `LimitExceeded` (`RateLimited`). */
  takeAccountRequest(uid: string, requestsPerMinute: number): Promise<LimitState>;

  /** Counts a question of an account about itself, which no image waits for. Throws `LimitExceeded` (`RateLimited`). */
  takeAccountQuestion(uid: string): Promise<LimitState>;

  /**
   * Counts a request without an account, whatever comes of it; undefined when there is no limit. Throws `LimitExceeded`
   * (`RateLimited`), and `InvalidCredentials` where such requests are not served at all.
   */
  takeAnonymousRequest(address: string): Promise<LimitState | undefined>;

  /** Takes one of the day's images of a client without an account. Throws `LimitExceeded` (`DailyLimitReached`). */
  takeAnonymousImage(address: string): Promise<DailyImage>;

  /** How many of the day's images such a client has left, without taking one; undefined = there is no limit. */
  anonymousImagesLeft(address: string): Promise<number | undefined>;
}

/** Bounds requests that are refused, which no daily limit counts; well above the images one client makes by hand. */
const anonymousPerMinute = 60;

/** Once a second, and twice that in bursts: enough to watch one's usage. */
const questionsPerMinute = 120;

const minute = 60;
const day = 24 * 60 * minute;

export function createLimits({ redis, anonymousDaily, now }: LimitsOptions): Limits {
  const perMinute = { windowSeconds: minute, what: "requests a minute", redis };
  const anonymousRequests = createLimiter({ ...perMinute, name: "requests", limit: anonymousPerMinute });
  const questions = createLimiter({ ...perMinute, name: "questions", limit: questionsPerMinute });
  const images = createLimiter({
    name: "images",
    limit: anonymousDaily === "unlimited" ? 0 : anonymousDaily,
    windowSeconds: day,
    what: "images today",
    redis,
  });
  const byPlan = new Map<number, Limiter>();

  /** The plans' limits are few; an account that changes its plan begins a new minute. */
  function accountRequests(limit: number): Limiter {
    const known = byPlan.get(limit) ?? createLimiter({ ...perMinute, name: `requests:${limit}`, limit });
    byPlan.set(limit, known);
    return known;
  }

  return withStorageErrors<Limits>({
    takeAccountRequest: (uid, requestsPerMinute) => accountRequests(requestsPerMinute).take(uid),

    takeAccountQuestion: (uid) => questions.take(uid),

    async takeAnonymousRequest(address) {
      if (anonymousDaily === "unlimited") return undefined;
      if (anonymousDaily === 0) {
        throw new PlatformError(
          "InvalidCredentials",
          "Requests without an API key or a user token are not served",
        );
      }
      return anonymousRequests.take(clientOf(address));
    },

    async takeAnonymousImage(address) {
      if (anonymousDaily === "unlimited") return { limit: undefined, async giveBack() {} };
      const key = imagesOf(address, now());
      const limit = await images.take(key).catch(async (error: unknown) => {
        if (!(error instanceof LimitExceeded)) throw error;
        await images.giveBack(key);
        throw new LimitExceeded("DailyLimitReached", error.message, untilTomorrow(error.limit, now()));
      });
      let taken = true;
      return {
        limit: untilTomorrow(limit, now()),
        async giveBack() {
          if (!taken) return;
          taken = false;
          await images.giveBack(key);
        },
      };
    },

    async anonymousImagesLeft(address) {
      return anonymousDaily === "unlimited" ? undefined : images.left(imagesOf(address, now()));
    },
  });
}

/** Under which a client's images of the day are counted. */
function imagesOf(address: string, today: Date): string {
  return `${today.toISOString().slice(0, 10)}:${clientOf(address)}`;
}

/** The day ends at midnight UTC, whenever the count began. */
function untilTomorrow(state: LimitState, now: Date): LimitState {
  return { ...state, resetSeconds: day - Math.floor((now.getTime() / 1000) % day) };
}
