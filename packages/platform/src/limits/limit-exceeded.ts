import { PlatformError } from "../errors.ts";

/** A limit after it was counted: what the `RateLimit-*` header fields say (IETF draft, version 7). */
export interface LimitState {
  readonly limit: number;
  readonly remaining: number;
  /** Seconds until the whole limit is available again. */
  readonly resetSeconds: number;
}

/** More than the limit allows: nothing was done. `retryAfterSeconds` is when the limit is reset. */
export class LimitExceeded extends PlatformError {
  readonly limit: LimitState;

  constructor(code: "RateLimited" | "DailyLimitReached", message: string, limit: LimitState) {
    super(code, message, { retryAfterSeconds: limit.resetSeconds });
    this.limit = limit;
  }
}
