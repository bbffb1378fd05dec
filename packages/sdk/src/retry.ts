import type { ResponseError } from "./errors.ts";

const FIRST_DELAY_MS = 500;

/**
 * How long to wait before the same call may be sent again; `undefined`: sending it again won't help.
 * Only refusals that charged nothing are repeated: 429 when it says how long to wait (a used-up quota does not), and 503.
 *
 * @param attempt 0 after the first try
 * @param longestMs the most that is worth waiting
 */
export function retryDelayMs(
  { status, retryAfterSeconds }: Pick<ResponseError, "status" | "retryAfterSeconds">,
  attempt: number,
  longestMs: number,
): number | undefined {
  if (status !== 429 && status !== 503) return undefined;
  if (retryAfterSeconds === undefined) {
    return status === 503 ? Math.min(FIRST_DELAY_MS * 2 ** attempt, longestMs) : undefined;
  }
  const delayMs = retryAfterSeconds * 1000;
  return delayMs <= longestMs ? delayMs : undefined;
}
