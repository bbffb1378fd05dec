import type { FastifyInstance } from "fastify";
import { pathOf } from "./error-shape.ts";

/** Origins whose pages may call an address; `*`: all of them. */
export type AllowedOrigins = "*" | readonly string[];

/** What a page may read of an answer beside its body. */
const EXPOSED = [
  "idempotent-replayed",
  "ratelimit-limit",
  "ratelimit-remaining",
  "ratelimit-reset",
  "retry-after",
  "x-credits-charged",
  "x-credits-remaining",
  "x-foreground-height",
  "x-foreground-left",
  "x-foreground-top",
  "x-foreground-width",
  "x-height",
  "x-max-height",
  "x-max-width",
  "x-model",
  "x-ratelimit-limit",
  "x-ratelimit-remaining",
  "x-ratelimit-reset",
  "x-request-id",
  "x-subject-found",
  "x-type",
  "x-width",
].join(", ");
const DAY_SECONDS = "86400";

/**
 * Lets pages of other sites call this server, without cookies: credentials are never allowed, so a page can do no more than
 * a program that has the key. Every answer says so, errors and answers to preflights too. To be called before any other
 * hook.
 */
export function allowOrigins(http: FastifyInstance, originsOf: (path: string) => AllowedOrigins): void {
  http.addHook("onRequest", async (request, reply) => {
    const allowed = originsOf(pathOf(request));
    const { origin = "" } = request.headers;
    if (allowed !== "*") {
      if (allowed.length > 0) reply.header("vary", "Origin");
      if (!allowed.includes(origin)) return;
    }
    reply.header("access-control-allow-origin", allowed === "*" ? "*" : origin);
    const method = request.headers["access-control-request-method"];
    if (request.method !== "OPTIONS" || method === undefined) {
      reply.header("access-control-expose-headers", EXPOSED);
      return;
    }
    return reply
      .status(204)
      .headers({
        "access-control-allow-methods": "GET, POST",
        "access-control-allow-headers": request.headers["access-control-request-headers"] ?? "*",
        "access-control-max-age": DAY_SECONDS,
      })
      .send();
  });
}
