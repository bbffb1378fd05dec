import { createHash, timingSafeEqual } from "node:crypto";
import type { FastifyRequest } from "fastify";
import { isPublicAddress } from "../http/guarded-fetch/public-address.ts";

/** What proxies add to what they pass on. */
const FORWARDED = ["forwarded", "x-forwarded-for", "via"];

/**
 * Whether somebody may read the metrics: with the token, or where there is none, from this machine or the private network
 * and not through a proxy, which stands for whoever is behind it.
 */
export function mayReadMetrics(request: FastifyRequest, token: string | undefined): boolean {
  if (token !== undefined) return equal(request.headers.authorization ?? "", `Bearer ${token}`);
  if (FORWARDED.some((header) => request.headers[header] !== undefined)) return false;
  return !isPublicAddress(request.socket.remoteAddress ?? "");
}

/** Takes the same time wherever they differ. */
function equal(given: string, wanted: string): boolean {
  const [one, other] = [given, wanted].map((text) => createHash("sha256").update(text).digest());
  return timingSafeEqual(one!, other!);
}
