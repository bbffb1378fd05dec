import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { refuseOtherMethods } from "./error-shape.ts";
import { InvalidRequest } from "./failure.ts";
import { queryOf } from "./query.ts";
import { sendWebResponse } from "./web-request.ts";

/** What a handler gets: everything validated. */
export interface JsonCall<Principal, Params, Query, Body> {
  principal: Principal;
  params: Params;
  query: Query;
  body: Body;
  request: FastifyRequest;
  /** For headers beside the answer. */
  reply: FastifyReply;
}

/** One address of a JSON API, as data: what validates requests also documents them. */
export interface JsonRoute<Principal> {
  method: "GET" | "POST" | "PATCH" | "DELETE";
  /** With `:params`. */
  path: string;
  summary: string;
  params: z.ZodObject;
  query: z.ZodObject;
  body: z.ZodType;
  status: 200 | 201 | 204;
  /** What is answered, for the reference. */
  answer: z.ZodType;
  /** The type of an answer that is a stream, for the reference. */
  streams?: string | undefined;
  /** What is answered with `status`: JSON, a stream whose type is set already, or a whole `Response` instead. */
  handle(call: JsonCall<Principal, unknown, unknown, unknown>): Promise<unknown>;
}

const nothing = z.object({});

/** Fills in what a route leaves out, and gives its handler the types of its schemas. */
export function jsonRoute<
  Principal,
  Params extends z.ZodObject = typeof nothing,
  Query extends z.ZodObject = typeof nothing,
  Body extends z.ZodType = z.ZodUnknown,
>(
  route: Pick<JsonRoute<Principal>, "method" | "path" | "summary"> & {
    params?: Params;
    query?: Query;
    body?: Body;
    status?: JsonRoute<Principal>["status"];
    answer?: z.ZodType;
    streams?: string;
    handle(call: JsonCall<Principal, z.output<Params>, z.output<Query>, z.output<Body>>): Promise<unknown>;
  },
): JsonRoute<Principal> {
  return {
    params: nothing,
    query: nothing,
    body: z.unknown(),
    status: 200,
    answer: z.void(),
    ...route,
    handle: (call) => route.handle(call as Parameters<typeof route.handle>[0]),
  };
}

/** Serves routes. `authenticate` runs before anything of a request is judged and throws when it may not go on. */
export function serveJson<Principal>(
  app: FastifyInstance,
  routes: readonly JsonRoute<Principal>[],
  authenticate: (request: FastifyRequest, reply: FastifyReply) => Promise<Principal>,
): void {
  if (app.hasContentTypeParser("text/plain")) app.removeContentTypeParser("text/plain");
  const principals = new WeakMap<FastifyRequest, Principal>();
  for (const route of routes) {
    app.route({
      method: route.method,
      url: route.path,
      onRequest: async (request, reply) => {
        principals.set(request, await authenticate(request, reply));
      },
      handler: async (request, reply) => {
        const call = {
          principal: principals.get(request) as Principal,
          request,
          reply,
          ...validate(route, request),
        };
        const answer = await route.handle(call);
        if (answer instanceof Response) return sendWebResponse(reply, answer);
        return reply.status(route.status).send(route.status === 204 ? undefined : answer);
      },
    });
  }
  for (const path of new Set(routes.map((route) => route.path))) {
    const allowed: string[] = routes.filter((route) => route.path === path).map(({ method }) => method);
    if (allowed.includes("GET")) allowed.push("HEAD");
    refuseOtherMethods(app, path, allowed, authenticate);
  }
}

/** @throws InvalidRequest with every mistake of path, query and body */
function validate<Principal>(route: JsonRoute<Principal>, request: FastifyRequest) {
  const parsed = {
    params: route.params.safeParse(request.params),
    query: route.query.safeParse(queryOf(request)),
    body: route.body.safeParse(request.body),
  };
  const issues = Object.values(parsed).flatMap(({ error }) => error?.issues ?? []);
  if (issues.length > 0) throw new InvalidRequest(issues.map(toProblem));
  return { params: parsed.params.data, query: parsed.query.data, body: parsed.body.data };
}

/** Messages of our own schemas (`custom`) are whole sentences; those of the library get the field in front. */
export function toProblem(issue: z.core.$ZodIssue) {
  const field = issue.path.join(".");
  const message = issue.code === "custom" || field === "" ? issue.message : `'${field}': ${issue.message}`;
  return { field, message };
}
