import { summarizeError } from "./log.ts";

/** One failure that was ours. */
export interface RecentError {
  /** ISO 8601 */
  at: string;
  requestId: string;
  /** Method and pattern of the address, such as `POST /api/account/keys/:id/rotate`. */
  route: string;
  /** The first line of what went wrong, shortened, without e-mail addresses. */
  message: string;
}

/** The newest failures of this process, for the operator's eyes; the log has all of them in full. */
export interface RecentErrors {
  record(requestId: string, route: string, error: unknown): void;
  /** Newest first. */
  list(): readonly RecentError[];
}

const KEPT = 50;
const LONGEST_MESSAGE = 200;

export function createRecentErrors(): RecentErrors {
  let errors: RecentError[] = [];
  return {
    record(requestId, route, error) {
      const entry = {
        at: new Date().toISOString(),
        requestId,
        route,
        message: summarizeError(error).slice(0, LONGEST_MESSAGE),
      };
      errors = [entry, ...errors].slice(0, KEPT);
    },
    list: () => errors,
  };
}
