import type { FastifyInstance } from "fastify";
import { refuseOtherMethods } from "../http/error-shape.ts";
import { type ApiDescription, describeApi } from "./openapi.ts";

const PATH = "/api/openapi";

/** `GET /api/openapi`. The document is made when somebody asks for it first; it does not change while the server runs. */
export function serveOpenApi(app: FastifyInstance, description: ApiDescription): void {
  let document: string | undefined;
  app.get(PATH, (_request, reply) => {
    document ??= JSON.stringify(describeApi(description));
    return reply
      .type("application/json; charset=utf-8")
      .header("access-control-allow-origin", "*")
      .send(document);
  });
  refuseOtherMethods(app, PATH, ["GET", "HEAD"]);
}
