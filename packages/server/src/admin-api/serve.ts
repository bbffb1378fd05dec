import { createHash, timingSafeEqual } from "node:crypto";
import { PlatformError } from "@alphacut/platform";
import type { FastifyInstance, FastifyRequest } from "fastify";
import { errorShape } from "../account-api/errors.ts";
import { answerErrors } from "../dialects/error-shape.ts";
import { RequestError } from "../http/failure.ts";
import { serveJson } from "../http/json-routes.ts";
import { type AdminServices, adminRoutes } from "./routes.ts";

/** Serves `/api/admin/*` to whoever has `token`; without a token configured there is nothing there. */
export function serveAdmin(app: FastifyInstance, services: AdminServices, token: string | undefined): void {
  app.register(async (scope) => {
    answerErrors(scope, errorShape);
    serveJson(scope, adminRoutes(services), async (request) => {
      if (token === undefined) throw new RequestError("NotFound", "The admin API is off");
      if (!hasToken(request, token)) throw new PlatformError("InvalidCredentials", "A wrong admin token");
    });
  });
}

/** Compares digests: they have the same length, and how long it takes tells nothing about the token. */
function hasToken(request: FastifyRequest, token: string): boolean {
  const given = /^Bearer (.+)$/i.exec(request.headers.authorization ?? "")?.[1] ?? "";
  const digest = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(given), digest(token));
}
