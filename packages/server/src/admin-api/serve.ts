import { createHash, timingSafeEqual } from "node:crypto";
import { PlatformError } from "@alphacut/platform";
import type { FastifyInstance, FastifyRequest } from "fastify";
import { answerErrors } from "../http/error-shape.ts";
import { RequestError } from "../http/failure.ts";
import { serveJson } from "../http/json-routes.ts";
import { errorShape } from "../http/own-errors.ts";
import { requireOwnOrigin } from "../http/own-origin.ts";
import { toWebHeaders } from "../http/web-request.ts";
import { adminRoutes } from "./routes.ts";
import type { AdminServices, Operator } from "./services.ts";

export interface AdminOptions {
  /** Opens the admin API to scripts; unset: there is nothing here but for administrators who are signed in. */
  adminToken: string | undefined;
  /** Where people reach the server; without a last slash. */
  publicUrl: string;
}

/** Serves `/api/admin/*` to whoever has the admin token, and to accounts with the admin role by cookie or user token. */
export function serveAdmin(app: FastifyInstance, services: AdminServices, options: AdminOptions): void {
  app.register(async (scope) => {
    answerErrors(scope, errorShape);
    scope.addHook("onRequest", async (_request, reply) => {
      reply.header("cache-control", "no-store");
    });
    serveJson(scope, adminRoutes(services), (request) => identify(request, services, options));
  });
}

/** Looks the account up for every request, so that whoever loses the role, the confirmation or the session is out at once. */
async function identify(
  request: FastifyRequest,
  { accounts }: AdminServices,
  { adminToken, publicUrl }: AdminOptions,
): Promise<Operator> {
  if (adminToken !== undefined && hasToken(request, adminToken)) return undefined;
  const account = await accounts.sessionOf(toWebHeaders(request));
  if (account?.role === "admin" && account.emailVerified) {
    requireOwnOrigin(request, publicUrl);
    return account;
  }
  if (adminToken === undefined) throw new RequestError("NotFound", "There is nothing here");
  throw new PlatformError("InvalidCredentials", "Neither the admin token nor an administrator's session");
}

/** Compares digests: they have the same length, and how long it takes tells nothing about the token. */
function hasToken(request: FastifyRequest, token: string): boolean {
  const given = /^Bearer (.+)$/i.exec(request.headers.authorization ?? "")?.[1] ?? "";
  const digest = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(given), digest(token));
}
