import type { Redis } from "ioredis";
import { PlatformError } from "../errors.ts";
import { withStorageErrors } from "../storage/unavailable.ts";
import { clientOf } from "./address.ts";
import { type Count, createCounter } from "./counter.ts";
import { LimitExceeded, type LimitState } from "./limit-exceeded.ts";

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

  /**
   * Counts a request without an account, whatever comes of it; undefined when there is no limit. Throws `LimitExceeded`
   * (`RateLimited`), and `InvalidCredentials` where such requests are not served at all.
   */
  takeAnonymousRequest(address: string): Promise<LimitState | undefined>;

  /** Takes one of the day's images of a client without an account. Throws `LimitExceeded` (`DailyLimitReached`). */
  takeAnonymousImage(address: string): Promise<DailyImage>;

  /** How many of the day's images such a client has left, without taking one; undefined = there is no limit. */
  anonymousImagesLeft(address: string): Promise<number | undefined>;

  /** Counts an attempt to sign in, by address and by account. Throws `LimitExceeded` (`RateLimited`). */
  takeSignIn(address: string, email: string): Promise<void>;
}

/** Bounds requests that are refused, which no daily limit counts; well above the images one client makes by hand. */
const anonymousPerMinute = 60;
/** Passwords one client can try in a minute, and all clients together for one account in an hour. */
const signInsPerMinute = 10;
const signInsPerHour = 50;

const minute = 60;
const hour = 60 * minute;
const day = 24 * hour;

export function createLimits({ redis, anonymousDaily, now }: LimitsOptions): Limits {
  const requests = createCounter({ name: "requests", windowSeconds: minute, redis });
  const images = createCounter({ name: "images", windowSeconds: day, redis });
  const signIns = createCounter({ name: "sign-ins", windowSeconds: minute, redis });
  const signInsByAccount = createCounter({ name: "sign-ins-by-account", windowSeconds: hour, redis });

  return withStorageErrors<Limits>({
    async takeAccountRequest(uid, requestsPerMinute) {
      return within(requestsPerMinute, await requests.add(`account:${uid}`), "requests a minute");
    },

    async takeAnonymousRequest(address) {
      if (anonymousDaily === "unlimited") return undefined;
      if (anonymousDaily === 0) {
        throw new PlatformError(
          "InvalidCredentials",
          "Requests without an API key or a user token are not served",
        );
      }
      return within(
        anonymousPerMinute,
        await requests.add(`address:${clientOf(address)}`),
        "requests a minute",
      );
    },

    async takeAnonymousImage(address) {
      if (anonymousDaily === "unlimited") return { limit: undefined, async giveBack() {} };
      const key = imagesOf(address, now());
      const { used } = await images.add(key);
      const limit = stateOf(anonymousDaily, { used, resetSeconds: secondsUntilTomorrow(now()) });
      let taken = true;
      const giveBack = async (): Promise<void> => {
        if (!taken) return;
        taken = false;
        await images.takeBack(key);
      };
      if (used <= anonymousDaily) return { limit, giveBack };
      await giveBack();
      throw new LimitExceeded("DailyLimitReached", `More than ${anonymousDaily} images today`, limit);
    },

    async anonymousImagesLeft(address) {
      if (anonymousDaily === "unlimited") return undefined;
      return Math.max(0, anonymousDaily - (await images.read(imagesOf(address, now()))));
    },

    async takeSignIn(address, email) {
      within(signInsPerMinute, await signIns.add(clientOf(address)), "attempts to sign in a minute");
      const account = email.trim().toLowerCase();
      within(
        signInsPerHour,
        await signInsByAccount.add(account),
        "attempts to sign in to this account an hour",
      );
    },
  });
}

/** Under which a client's images of the day are counted. */
function imagesOf(address: string, today: Date): string {
  return `${today.toISOString().slice(0, 10)}:${clientOf(address)}`;
}

function within(limit: number, count: Count, what: string): LimitState {
  const state = stateOf(limit, count);
  if (count.used > limit) throw new LimitExceeded("RateLimited", `More than ${limit} ${what}`, state);
  return state;
}

function stateOf(limit: number, { used, resetSeconds }: Count): LimitState {
  return { limit, remaining: Math.max(0, limit - used), resetSeconds };
}

function secondsUntilTomorrow(now: Date): number {
  return day - Math.floor((now.getTime() / 1000) % day);
}
