import type { FastifyRequest } from "fastify";
import { RequestError } from "./failure.ts";

/**
 * Whether a request comes from this server's own pages. Browsers name the origin of the page with every request that is
 * not a GET, and no page can make them lie.
 */
export function isOwnOrigin(request: FastifyRequest, publicUrl: string): boolean {
  const own = [new URL(publicUrl).origin, `${request.protocol}://${request.host}`];
  return own.includes(request.headers.origin ?? "");
}

/**
 * Refuses a change that another site's page sends with a visitor's cookie. Programs name no origin, and carry no cookie by
 * accident.
 *
 * @throws RequestError `ForeignOrigin`
 */
export function requireOwnOrigin(request: FastifyRequest, publicUrl: string): void {
  const { origin } = request.headers;
  if (request.method === "GET" || origin === undefined || isOwnOrigin(request, publicUrl)) return;
  throw new RequestError("ForeignOrigin", `Requests from ${origin} are not taken`);
}
