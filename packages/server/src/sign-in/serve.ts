import type { FastifyInstance, FastifyRequest } from "fastify";
import { answerErrors } from "../http/error-shape.ts";
import { type JsonRoute, jsonRoute, serveJson } from "../http/json-routes.ts";
import { errorShape } from "../http/own-errors.ts";
import { toWebHeaders } from "../http/web-request.ts";
import { inOurShape } from "./refusals.ts";
import { type SignInRequest, signInRequests } from "./requests.ts";

/** Answers a request under `/api/auth/`, for a client at a network address. */
export type AuthHandler = (request: Request, address: string) => Promise<Response>;

/** Serves sign-up, sign-in, verification, reset and sessions at `/api/auth/*`. */
export function serveSignIn(app: FastifyInstance, handler: AuthHandler, publicUrl: string): void {
  app.register(async (scope) => {
    answerErrors(scope, errorShape);
    scope.addHook("onRequest", async (_request, reply) => {
      reply.header("cache-control", "no-store");
    });
    const routes = Object.values(signInRequests).map((call) => routeOf(call, handler, publicUrl));
    serveJson(scope, routes, async () => {});
  });
}

function routeOf(call: SignInRequest, handler: AuthHandler, publicUrl: string): JsonRoute<void> {
  const { method, path, ...schemas } = call;
  return jsonRoute({
    method,
    path: `/api/auth/${path}`,
    summary: path,
    ...schemas,
    async handle({ request, params, query, body }) {
      const asked = toWebRequest(call, { params, query, body }, request, publicUrl);
      return inOurShape(await handler(asked, request.ip));
    },
  });
}

interface Checked {
  params: Readonly<Record<string, unknown>>;
  query: Readonly<Record<string, unknown>>;
  body: unknown;
}

/** What was checked, and nothing else of what was sent but its headers. */
function toWebRequest(
  { method, path }: SignInRequest,
  { params, query, body }: Checked,
  request: FastifyRequest,
  publicUrl: string,
): Request {
  const filled = path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(String(params[name])));
  const url = new URL(`/api/auth/${filled}`, publicUrl);
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined) url.searchParams.set(name, String(value));
  }
  const headers = toWebHeaders(request);
  for (const name of ["content-length", "transfer-encoding"]) headers.delete(name);
  if (isProgram(headers)) headers.delete("sec-fetch-mode");
  if (method === "GET") return new Request(url, { method: request.method, headers });
  headers.set("content-type", "application/json");
  return new Request(url, { method, headers, body: JSON.stringify(body ?? {}) });
}

/**
 * Node's `fetch` sends `Sec-Fetch-Mode` but neither of the headers by which browsers tell where a request comes from;
 * better-auth would take it for a browser that hides its origin, and no script could sign in.
 */
function isProgram(headers: Headers): boolean {
  return !headers.has("sec-fetch-site") && !headers.has("origin");
}
