import type { LimitState } from "@alphacut/platform";

type Headers = Record<string, string>;

/** `RateLimit-*` as in draft-ietf-httpapi-ratelimit-headers-06: requests, requests left, seconds until it resets. */
export function limitHeaders(limit: LimitState | undefined): Headers {
  if (!limit) return {};
  return {
    "ratelimit-limit": String(limit.limit),
    "ratelimit-remaining": String(limit.remaining),
    "ratelimit-reset": String(Math.ceil(limit.resetSeconds)),
  };
}

/** @param charge credits charged, and what is left where that is countable */
export function chargeHeaders({
  charged,
  remaining,
}: {
  charged: number;
  remaining: number | undefined;
}): Headers {
  return {
    "x-credits-charged": String(charged),
    ...(remaining === undefined ? {} : { "x-credits-remaining": String(remaining) }),
  };
}

/** `Server-Timing` of the stages of one image, in milliseconds. */
export function serverTiming(timings: Readonly<Record<string, number>>): string {
  return Object.entries(timings)
    .map(([stage, ms]) => `${stage};dur=${ms.toFixed(1)}`)
    .join(", ");
}
