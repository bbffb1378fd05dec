import type { LogFailure } from "./log.ts";

/** One failure that was ours. */
export interface RecentError {
  /** ISO 8601 */
  at: string;
  /** Empty where no request was under way. */
  requestId: string;
  /** Method and pattern of the address, such as `POST /api/account/keys/:id/rotate`; empty where there was none. */
  route: string;
  /** The first line of what went wrong, shortened, without e-mail addresses. */
  message: string;
}

/** The newest failures of this process, for the operator's eyes; the log has all of them in full. */
export interface RecentErrors {
  record(failure: LogFailure): void;
  /** Newest first. */
  list(): readonly RecentError[];
  /** All since the start. */
  count(): number;
}

const KEPT = 50;
const LONGEST_MESSAGE = 200;

export function createRecentErrors(): RecentErrors {
  let errors: RecentError[] = [];
  let recorded = 0;
  return {
    record({ requestId = "", route = "", message }) {
      recorded++;
      const at = new Date().toISOString();
      errors = [{ at, requestId, route, message: message.slice(0, LONGEST_MESSAGE) }, ...errors].slice(
        0,
        KEPT,
      );
    },
    list: () => errors,
    count: () => recorded,
  };
}
