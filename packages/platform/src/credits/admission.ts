import type { Caller } from "../callers/callers.ts";
import { PlatformError } from "../errors.ts";
import type { LimitState, Limits } from "../limits/index.ts";
import type { CreditLedger } from "./ledger.ts";

/** One image's place in its caller's credits or daily images. */
export interface ImageReservation {
  /** What the caller has left after this image; undefined = there is no limit. */
  readonly remaining: number | undefined;
  /**
   * The image is there and can be delivered. Should the storage not answer at this moment, that is no reason to keep the
   * image back: it may turn out to be free, since the reservation expires.
   */
  settle(): Promise<void>;
  /** The image came to nothing and costs nothing. Settling and releasing again change nothing. */
  release(): Promise<void>;
}

/** Whether a caller may have an image now: with an account by credits, without one by the daily limit. */
export interface Admission {
  /**
   * Counts a request against the caller's short-term limit; undefined = there is none.
   * Throws `LimitExceeded` (`RateLimited`), `InvalidCredentials` where requests need an account, `StorageUnavailable`.
   */
  takeRequest(caller: Caller): Promise<LimitState | undefined>;
  /** Throws `InsufficientCredits`, `LimitExceeded` (`DailyLimitReached`), `StorageUnavailable`. */
  reserve(caller: Caller): Promise<ImageReservation>;
  /**
   * How many images of the day the address has left without an account; undefined = there is no limit. Takes none.
   * Throws `StorageUnavailable`.
   */
  anonymousImagesLeft(address: string): Promise<number | undefined>;
}

export function createAdmission(ledger: CreditLedger, limits: Limits): Admission {
  return {
    takeRequest(caller) {
      return caller.kind === "account"
        ? limits.takeAccountRequest(caller.uid, caller.plan.requestsPerMinute)
        : limits.takeAnonymousRequest(caller.address);
    },

    anonymousImagesLeft: (address) => limits.anonymousImagesLeft(address),

    async reserve(caller) {
      if (caller.kind === "anonymous") {
        const { limit, giveBack } = await limits.takeAnonymousImage(caller.address);
        let settled = false;
        return {
          remaining: limit?.remaining,
          settle: async () => {
            settled = true;
          },
          release: async () => (settled ? undefined : giveBack()),
        };
      }
      const reservation = await ledger.reserve(caller);
      return {
        remaining: reservation.remaining,
        settle: async () => void (await ledger.settle(reservation).catch(unlessUnavailable)),
        release: async () => void (await ledger.release(reservation)),
      };
    },
  };
}

function unlessUnavailable(error: unknown): void {
  if (!(error instanceof PlatformError && error.code === "StorageUnavailable")) throw error;
}
