import type { AccountCaller, Caller } from "../callers/callers.ts";
import { PlatformError } from "../errors.ts";
import type { LimitState, Limits } from "../limits/index.ts";
import type { CreditLedger, Reservation } from "./ledger.ts";
import type { LowCredits } from "./low-credits.ts";

/** One image's place in its caller's credits or daily images. */
export interface ImageReservation {
  /** What the caller has left after this image; undefined = there is no limit. */
  readonly remaining: number | undefined;
  /**
   * The image is there and can be delivered. Should the storage not answer at this moment, that is no reason to keep the
   * image back: it may turn out to be free, since the reservation expires. One that has expired already (the process or
   * the storage stood still) is paid for anew: throws `InsufficientCredits` when there is nothing left to pay with, and
   * then the image must not be delivered.
   */
  settle(): Promise<void>;
  /** The image came to nothing and costs nothing. What was settled or released stays so. */
  release(): Promise<void>;
}

/** Whether a caller may have an image now: with an account by credits, without one by the daily limit. */
export interface Admission {
  /**
   * Counts a request against the caller's short-term limit; undefined = there is none.
   * Throws `LimitExceeded` (`RateLimited`), `InvalidCredentials` where requests need an account, `StorageUnavailable`.
   */
  takeRequest(caller: Caller): Promise<LimitState | undefined>;
  /** Counts a question about the caller's own usage, apart from the requests for images. Throws as `takeRequest` does. */
  takeQuestion(caller: AccountCaller): Promise<LimitState>;
  /**
   * Puts an image's price aside, for as long as it takes: until it is settled or released, or this process ends. Throws
   * `InsufficientCredits`, `KeyLimitReached`, `LimitExceeded` (`DailyLimitReached`), `StorageUnavailable`.
   */
  reserve(caller: Caller): Promise<ImageReservation>;
  /**
   * How many images of the day the address has left without an account; undefined = there is no limit. Takes none.
   * Throws `StorageUnavailable`.
   */
  anonymousImagesLeft(address: string): Promise<number | undefined>;
}

export interface AdmissionOptions {
  ledger: CreditLedger;
  limits: Limits;
  lowCredits: LowCredits;
  /** How long the ledger's reservations live; each is extended twice as often. */
  reservationMs: number;
}

export function createAdmission({ ledger, limits, lowCredits, reservationMs }: AdmissionOptions): Admission {
  return {
    takeRequest(caller) {
      return caller.kind === "account"
        ? limits.takeAccountRequest(caller.uid, caller.plan.requestsPerMinute)
        : limits.takeAnonymousRequest(caller.address);
    },

    takeQuestion: ({ uid }) => limits.takeAccountQuestion(uid),

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
      lowCredits.note(caller, reservation);
      return keep(ledger, caller, reservation, reservationMs / 2);
    },
  };
}

function keep(
  ledger: CreditLedger,
  caller: AccountCaller,
  reservation: Reservation,
  extendEveryMs: number,
): ImageReservation {
  let isOpen = true;
  // One that cannot be extended may have expired when it is settled, and is paid for anew then.
  const extend = () => void ledger.extend(reservation).catch(() => {});
  const extending = setInterval(extend, extendEveryMs).unref();
  /** True the first time. */
  const close = (): boolean => {
    clearInterval(extending);
    const wasOpen = isOpen;
    isOpen = false;
    return wasOpen;
  };
  return {
    remaining: reservation.remaining,
    async settle() {
      if (!close()) return;
      try {
        if (!(await ledger.settle(reservation))) await ledger.settle(await ledger.reserve(caller));
      } catch (error) {
        unlessUnavailable(error);
      }
    },
    async release() {
      if (close()) await ledger.release(reservation);
    },
  };
}

function unlessUnavailable(error: unknown): void {
  if (!(error instanceof PlatformError && error.code === "StorageUnavailable")) throw error;
}
