import type { AccountCaller, TestImages, Usage } from "@alphacut/platform";
import type { FastifyInstance } from "fastify";
import type { Access } from "../../cutout/access.ts";
import { answerErrors, refuseOtherMethods } from "../../http/error-shape.ts";
import { noteCaller } from "../../http/noted-caller.ts";
import { credentials } from "./dialect.ts";
import { errorShape, limitHeaders } from "./errors.ts";

export interface RemoveBgAccounts {
  access: Access;
  usage: Usage;
  testImages: Pick<TestImages, "testImagesLeft">;
}

/**
 * `GET /v1.0/account`: what can be spent. `POST /v1.0/improve`, which gives pictures away to be looked at, answers 501: they
 * are never stored here.
 */
export function serveRemoveBgAccount(
  app: FastifyInstance,
  { access, usage, testImages }: RemoveBgAccounts,
): void {
  app.register(
    async (scope) => {
      answerErrors(scope, errorShape);
      scope.get("/account", async (request, reply) => {
        const caller = (await access.identify(credentials(request))) as AccountCaller;
        noteCaller(request, caller);
        reply.headers(limitHeaders(await access.takeRequest(caller)));
        const { billingCycle } = await usage.membership(caller, { billingCycle: true });
        const subscription = billingCycle?.remainingIncludedCredits ?? 0;
        const payg = billingCycle?.prepaidCredits ?? 0;
        const credits = { total: subscription + payg, subscription, payg, enterprise: 0 };
        const freeCalls = await testImages.testImagesLeft(caller);
        return { data: { attributes: { credits, api: { free_calls: freeCalls, sizes: "all" } } } };
      });
      refuseOtherMethods(scope, "/account", ["GET", "HEAD"]);
      scope.removeAllContentTypeParsers();
      scope.addContentTypeParser("*", (_request, _body, done) => done(null));
      scope.post("/improve", async (_request, reply) =>
        reply.status(501).send({
          errors: [{ title: "Not implemented: this server never stores images", code: "not_implemented" }],
        }),
      );
      refuseOtherMethods(scope, "/improve", ["POST"]);
    },
    { prefix: "/v1.0" },
  );
}
