import type { FastifyInstance } from "fastify";
import { answerErrors } from "../http/error-shape.ts";
import { errorShape } from "../http/own-errors.ts";
import { sendWebResponse, toWebRequest } from "../http/web-request.ts";

const MAX_BODY_BYTES = 64 * 1024;

type AuthHandler = (request: Request, address: string) => Promise<Response>;

/** Mounts sign-up, sign-in, verification, reset and sessions at `/api/auth/*`. */
export function serveAuth(app: FastifyInstance, handler: AuthHandler, publicUrl: string): void {
  app.register(async (scope) => {
    answerErrors(scope, errorShape);
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser(
      "*",
      { parseAs: "buffer", bodyLimit: MAX_BODY_BYTES },
      (_request, body, done) => done(null, body),
    );
    scope.route({
      method: ["GET", "POST"],
      url: "/api/auth/*",
      exposeHeadRoute: false,
      handler: async (request, reply) => {
        const asked = toWebRequest(request, publicUrl);
        if (isProgram(asked.headers)) asked.headers.delete("sec-fetch-mode");
        return sendWebResponse(reply, await handler(asked, request.ip));
      },
    });
  });
}

/**
 * Node's `fetch` sends `Sec-Fetch-Mode` but neither of the headers by which browsers tell where a request comes from;
 * better-auth would take it for a browser that hides its origin, and no script could sign in.
 */
function isProgram(headers: Headers): boolean {
  return !headers.has("sec-fetch-site") && !headers.has("origin");
}
