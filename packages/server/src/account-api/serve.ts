import { type Platform, PlatformError } from "@alphacut/platform";
import type { FastifyInstance } from "fastify";
import { answerErrors } from "../http/error-shape.ts";
import { serveJson } from "../http/json-routes.ts";
import { errorShape } from "../http/own-errors.ts";
import { requireOwnOrigin } from "../http/own-origin.ts";
import { toWebHeaders } from "../http/web-request.ts";
import { publicRoutes, type SiteSettings } from "./public-routes.ts";
import { requestFileRoute } from "./requests.ts";
import { accountRoutes } from "./routes.ts";
import type { AccountServices } from "./services.ts";

/** Serves `/api/account*` to whoever is signed in, by cookie or bearer token, and what the pages ask before that. */
export function serveAccount(
  app: FastifyInstance,
  services: AccountServices & Pick<Platform, "admission">,
  settings: SiteSettings,
): void {
  app.register(async (scope) => {
    answerErrors(scope, errorShape);
    scope.addHook("onRequest", async (_request, reply) => {
      reply.header("cache-control", "no-store");
    });
    serveJson(scope, publicRoutes(services, settings), async () => {});
    serveJson(scope, [...accountRoutes(services), requestFileRoute(services)], async (request) => {
      requireOwnOrigin(request, services.publicUrl);
      const account = await services.accounts.sessionOf(toWebHeaders(request));
      if (!account) throw new PlatformError("InvalidCredentials", "Nobody is signed in");
      return account;
    });
  });
}
