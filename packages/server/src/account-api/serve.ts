import { PlatformError } from "@alphacut/platform";
import type { FastifyInstance } from "fastify";
import { answerErrors } from "../dialects/error-shape.ts";
import { serveJson } from "../http/json-routes.ts";
import { requireOwnOrigin } from "../http/own-origin.ts";
import { toWebHeaders } from "../http/web-request.ts";
import { errorShape } from "./errors.ts";
import { type AccountServices, accountRoutes } from "./routes.ts";

/** Serves `/api/account*` to whoever is signed in, by cookie or bearer token. */
export function serveAccount(app: FastifyInstance, services: AccountServices): void {
  app.register(async (scope) => {
    answerErrors(scope, errorShape);
    serveJson(scope, accountRoutes(services), async (request, reply) => {
      reply.header("cache-control", "no-store");
      requireOwnOrigin(request, services.publicUrl);
      const account = await services.accounts.sessionOf(toWebHeaders(request));
      if (!account) throw new PlatformError("InvalidCredentials", "Nobody is signed in");
      return account;
    });
  });
}
