import { type Caller, type Platform, PlatformError } from "@alphacut/platform";
import type { FastifyRequest } from "fastify";
import { RequestError } from "../http/failure.ts";
import { isOwnOrigin } from "../http/own-origin.ts";
import { toWebHeaders } from "../http/web-request.ts";

/**
 * Who works in the editor: whoever is signed in by bearer token or cookie, else an anonymous caller. A cookie that has
 * expired is as good as none; a bearer token that has is a mistake.
 *
 * @throws PlatformError `InvalidCredentials`, `EmailNotVerified`, `StorageUnavailable`
 * @throws RequestError `ForeignOrigin` for a cookie that another site's page may have sent
 */
export async function editorCaller(
  request: FastifyRequest,
  { accounts, plans }: Pick<Platform, "accounts" | "plans">,
  publicUrl: string,
): Promise<Caller> {
  const account = await accounts.sessionOf(toWebHeaders(request));
  const hasToken = request.headers.authorization !== undefined;
  if (!account) {
    if (hasToken) throw new PlatformError("InvalidCredentials", "The user token is not valid");
    return { kind: "anonymous", address: request.ip };
  }
  if (!hasToken && !isOwnOrigin(request, publicUrl)) {
    throw new RequestError("ForeignOrigin", "The editor's cookie is only taken from its own page");
  }
  if (!account.emailVerified) throw new PlatformError("EmailNotVerified", "The address is not confirmed");
  const plan = plans.find(account.plan) ?? plans.defaultPlan;
  const { uid, lowCreditThreshold } = account;
  return { kind: "account", uid, plan, lowCreditThreshold, channel: "app" };
}
