import type { FastifyRequest } from "fastify";
import { RequestError } from "./failure.ts";

/**
 * Refuses a change that another site's page sends with a visitor's cookie. Browsers name the page's origin with every
 * request that is not a GET; programs do not, and carry no cookie by accident.
 *
 * @throws RequestError `ForeignOrigin`
 */
export function requireOwnOrigin(request: FastifyRequest, publicUrl: string): void {
  const { origin } = request.headers;
  if (request.method === "GET" || origin === undefined) return;
  const own = [new URL(publicUrl).origin, `${request.protocol}://${request.host}`];
  if (!own.includes(origin)) throw new RequestError("ForeignOrigin", `Requests from ${origin} are not taken`);
}
