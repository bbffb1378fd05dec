import type { AccountCaller, Platform } from "@alphacut/platform";
import { PlatformError } from "@alphacut/platform";
import type { FastifyReply, FastifyRequest } from "fastify";
import type { Access } from "../cutout/access.ts";
import { limitHeaders } from "../http/answer-headers.ts";
import { keyOrToken } from "../http/credentials.ts";
import { noteCaller } from "../http/noted-caller.ts";
import { requireOwnOrigin } from "../http/own-origin.ts";
import { toWebHeaders } from "../http/web-request.ts";

export interface CallerServices {
  access: Access;
  accounts: Platform["accounts"];
  plans: Platform["plans"];
  /** Where people reach the server; without a last slash. */
  publicUrl: string;
}

/**
 * Whose jobs are meant: by API key, by user token, or by the cookie of the dashboard. Counts the request.
 *
 * @throws PlatformError `InvalidCredentials`, `EmailNotVerified`, `AccountSuspended`, `BothCredentials`, `RateLimited`,
 *   `StorageUnavailable`
 * @throws RequestError `ForeignOrigin` for a cookie that another site's page may have sent
 */
export async function jobCaller(
  request: FastifyRequest,
  reply: FastifyReply,
  services: CallerServices,
): Promise<AccountCaller> {
  const credentials = keyOrToken(request);
  const hasCredentials = credentials.apiKey !== undefined || credentials.userToken !== undefined;
  const caller = hasCredentials
    ? await services.access.identify(credentials)
    : await signedIn(request, services);
  if (caller?.kind !== "account") throw new PlatformError("InvalidCredentials", "Jobs need an account");
  // The dashboard asks by itself, again and again.
  if (hasCredentials) noteCaller(request, caller);
  reply.headers(limitHeaders(await services.access.takeQuestion(caller)));
  return caller;
}

async function signedIn(
  request: FastifyRequest,
  { accounts, plans, publicUrl }: CallerServices,
): Promise<AccountCaller | undefined> {
  requireOwnOrigin(request, publicUrl);
  const account = await accounts.sessionOf(toWebHeaders(request));
  if (!account) return undefined;
  if (!account.emailVerified) throw new PlatformError("EmailNotVerified", "The address is not confirmed");
  const plan = plans.find(account.plan) ?? plans.defaultPlan;
  const { uid, lowCreditThreshold } = account;
  return { kind: "account", uid, plan, lowCreditThreshold, channel: "app" };
}
