import type { FastifyRequest } from "fastify";
import { InvalidRequest } from "./failure.ts";

/**
 * The query of a request, in which of a parameter that is given twice the first counts.
 *
 * @throws InvalidRequest when it is not percent-encoded UTF-8, whose raw text the parser would take for the value
 */
export function queryOf(request: FastifyRequest): Record<string, unknown> {
  try {
    decodeURIComponent(request.url);
  } catch {
    throw new InvalidRequest([{ field: "query", message: "The query is not percent-encoded UTF-8" }]);
  }
  const first = (value: unknown) => (Array.isArray(value) ? value[0] : value);
  return Object.fromEntries(
    Object.entries(request.query as object).map(([name, value]) => [name, first(value)]),
  );
}
