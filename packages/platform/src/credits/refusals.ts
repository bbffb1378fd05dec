import { PlatformError } from "../errors.ts";
import { monthOf } from "./calendar.ts";

export function noCredits(): PlatformError {
  return new PlatformError("InsufficientCredits", "The account has no credits left");
}

/** The key may spend again when the UTC month is over. */
export function keyLimitReached(at: Date): PlatformError {
  return new PlatformError("KeyLimitReached", "The API key has spent its monthly limit", {
    retryAfterSeconds: Math.ceil(monthOf(at).endUnix + 1 - at.getTime() / 1000),
  });
}
