import type { Billing } from "@alphacut/platform";
import type { FastifyInstance } from "fastify";
import { refuseOtherMethods } from "../http/error-shape.ts";

const PATH = "/api/stripe/webhook";
const MAX_BODY_BYTES = 1024 * 1024;

/** `POST /api/stripe/webhook`. The signature is over the body as it was sent, so nothing parses it before. */
export function serveStripeWebhook(app: FastifyInstance, billing: Billing): void {
  app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser(
      "*",
      { parseAs: "buffer", bodyLimit: MAX_BODY_BYTES },
      (_request, body, done) => done(null, body),
    );
    scope.post(PATH, async (request) => {
      const signature = request.headers["stripe-signature"];
      const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
      return {
        received: await billing.handleWebhook(body, signature === undefined ? undefined : String(signature)),
      };
    });
    refuseOtherMethods(scope, PATH, ["POST"]);
  });
}
