import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { answerErrors } from "../http/error-shape.ts";
import { serveJson } from "../http/json-routes.ts";
import { errorShape } from "../http/own-errors.ts";
import { jobCaller } from "./caller.ts";
import { jobRoutes } from "./job-routes.ts";
import { resultRoute, streamRoutes } from "./result-routes.ts";
import type { JobApiServices } from "./services.ts";
import { streamedTypes, uploadRoutes } from "./upload-routes.ts";
import { webhookRoutes } from "./webhook-routes.ts";

/** Ten thousand addresses; also how much of a refused upload is read so that its sender gets to see the answer. */
const MAX_BODY_BYTES = 16 * 1024 * 1024;

/** Serves `/api/jobs` and `/api/webhooks`. */
export function serveJobs(app: FastifyInstance, services: JobApiServices): void {
  const stopping = new AbortController();
  app.addHook("preClose", async () => stopping.abort());
  app.register(async (scope) => {
    answerErrors(scope, errorShape);
    scope.addHook("onRequest", async (_request, reply) => {
      reply.header("cache-control", "no-store");
    });
    scope.addContentTypeParser(streamedTypes, (_request, _body, done) => done(null));
    scope.addHook("onRoute", (route) => {
      if ([route.method].flat().includes("POST")) route.bodyLimit = MAX_BODY_BYTES;
    });
    const authenticate = (request: FastifyRequest, reply: FastifyReply) =>
      jobCaller(request, reply, services);
    const routes = [
      ...jobRoutes(services),
      ...uploadRoutes(services),
      ...streamRoutes(services, stopping.signal),
      ...webhookRoutes(services),
    ];
    serveJson(scope, routes, authenticate);
    serveJson(scope, [resultRoute(services)], async (request, reply) => {
      const isSigned = Object.hasOwn(request.query as object, "signature");
      return isSigned ? undefined : authenticate(request, reply);
    });
  });
}
