import { ApiError } from "../../api/api-error.ts";

/** When the server does not say for how long. */
const DEFAULT_WAIT_SECONDS = 5;
const LONGEST_WAIT_SECONDS = 90;
const REASONS: Record<string, "busy" | "rate"> = { busy: "busy", too_many_requests: "rate" };

/** For how long to wait, and for what, before what failed is worth another try; `null` where waiting does not help. */
export function worthWaiting(error: unknown): { reason: "busy" | "rate"; seconds: number } | null {
  const reason = error instanceof ApiError && REASONS[error.code];
  if (!reason) return null;
  const seconds = Math.max(1, error.retryAfterSeconds ?? DEFAULT_WAIT_SECONDS);
  return seconds > LONGEST_WAIT_SECONDS ? null : { reason, seconds };
}
