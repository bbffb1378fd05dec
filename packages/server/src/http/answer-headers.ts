import type { Charge, RateState } from "../cutout/access.ts";

type Headers = Record<string, string>;

/** `RateLimit-*` as in draft-ietf-httpapi-ratelimit-headers-06: requests, requests left, seconds until it resets. */
export function rateHeaders(rate: RateState | undefined): Headers {
  if (!rate) return {};
  return {
    "ratelimit-limit": String(rate.limit),
    "ratelimit-remaining": String(rate.remaining),
    "ratelimit-reset": String(Math.ceil(rate.resetSeconds)),
  };
}

export function chargeHeaders(charge: Charge): Headers {
  const headers: Headers = { "x-credits-charged": String(charge.charged) };
  if (charge.remaining !== undefined) headers["x-credits-remaining"] = String(charge.remaining);
  return headers;
}

/** `Server-Timing` of the stages of one image, in milliseconds. */
export function serverTiming(timings: Readonly<Record<string, number>>): string {
  return Object.entries(timings)
    .map(([stage, ms]) => `${stage};dur=${ms.toFixed(1)}`)
    .join(", ");
}
