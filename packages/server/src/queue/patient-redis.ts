import { Redis } from "ioredis";

const longestPauseMs = 2_000;
/** More than the longest wait that is asked for: whoever hears nothing for so long is cut off, and connects anew. */
const silenceMs = 15_000;

/**
 * A connection for whoever waits for what comes: its commands survive an outage. Failures are told to nobody, it just goes
 * on; what must be known at once is asked on a connection that fails at once.
 */
export function openPatientRedis(url: string): Redis {
  return new Redis(url, {
    maxRetriesPerRequest: null,
    connectTimeout: 3_000,
    socketTimeout: silenceMs,
    retryStrategy: (attempt) => Math.min(attempt * 100, longestPauseMs),
  }).on("error", () => {});
}
