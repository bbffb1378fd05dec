import { z } from "zod";
import type { ZodOpenApiOperationObject, ZodOpenApiPathsObject } from "zod-openapi";
import type { FailureCode, Problem } from "../http/failure.ts";
import { type JsonRoute, toProblem } from "../http/json-routes.ts";
import { errorShape, errors } from "../http/own-errors.ts";
import { type RefusalCode, refusalCodes, refusalOf } from "../sign-in/refusals.ts";
import { type ErrorFormat, errorAnswers } from "./error-answers.ts";
import { binary } from "./wire.ts";

/** How our own APIs word errors. */
export const accountErrorFormat: ErrorFormat = {
  shape: errorShape,
  body: z
    .object({
      error: z.string(),
      code: z.enum([...new Set([...Object.values(errors).map(({ code }) => code), ...refusalCodes])]),
      details: z.array(z.object({ field: z.string(), message: z.string() })).optional(),
      status: z.int().describe("The HTTP status"),
    })
    .meta({ id: "AccountError" }),
};

/** What documents a route beside its own schemas. */
export interface RouteExamples {
  /** What can go wrong beside the usual. */
  errors?: readonly FailureCode[];
  /** Requests that are refused as a whole, each by a name, and what is said of them. */
  refused?: Readonly<Record<string, readonly Problem[]>>;
  /** What the sign-in library refuses. */
  refusals?: readonly RefusalCode[];
  body?: unknown;
  answer?: unknown;
}

export interface RouteGroup {
  tag: string;
  security: NonNullable<ZodOpenApiOperationObject["security"]>;
  /** What every route of the group can answer. */
  errors: readonly FailureCode[];
  /** By method and path. */
  examples: Readonly<Record<string, RouteExamples>>;
}

/** The operations of routes that are data. */
export function jsonPaths<P>(routes: readonly JsonRoute<P>[], group: RouteGroup): ZodOpenApiPathsObject {
  const paths: Record<string, Record<string, ZodOpenApiOperationObject>> = {};
  for (const route of routes) {
    const path = route.path.replace(/:(\w+)/g, "{$1}");
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operation(route, group) };
  }
  return paths;
}

function operation<P>(route: JsonRoute<P>, group: RouteGroup): ZodOpenApiOperationObject {
  const examples = group.examples[`${route.method} ${route.path}`] ?? {};
  const invalid = invalidInput(route);
  return {
    operationId: operationId(route),
    tags: [group.tag],
    summary: route.summary,
    security: group.security,
    requestParams: { path: route.params, query: route.query },
    ...(takesBody(route) && {
      requestBody: {
        required: !route.body.safeParse(undefined).success,
        content: { "application/json": { schema: route.body, example: examples.body } },
      },
    }),
    responses: {
      [route.status]: success(route, examples.answer),
      ...errorAnswers(accountErrorFormat, {
        codes: codesOf(route, [...group.errors, ...(examples.errors ?? [])]),
        invalid: { ...(invalid.length > 0 && { InvalidInput: invalid }), ...examples.refused },
        refusals: (examples.refusals ?? []).map((code) => refusalOf(code)),
      }),
    },
  };
}

/** `POST /api/account/keys/:id/rotate` → `postAccountKeysIdRotate` */
function operationId<P>({ method, path }: JsonRoute<P>): string {
  const words = path.split(/[/:-]+/).filter((word) => word !== "" && word !== "api");
  return method.toLowerCase() + words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join("");
}

function success<P>({ status, answer, streams }: JsonRoute<P>, example: unknown) {
  if (status === 204) return { description: "Done" };
  if (streams?.startsWith("text/"))
    return { description: "OK", content: { [streams]: { schema: z.string() } } };
  if (streams !== undefined) return { description: "OK", content: { [streams]: { schema: binary } } };
  return {
    description: status === 201 ? "Made" : "OK",
    content: { "application/json": { schema: answer, example } },
  };
}

function codesOf<P>(route: JsonRoute<P>, codes: readonly FailureCode[]): FailureCode[] {
  const ofBody: FailureCode[] = takesBody(route)
    ? ["MalformedBody", "BodyTooLarge", "UnsupportedMediaType"]
    : [];
  const ofPath: FailureCode[] = Object.keys(route.params.shape).length > 0 ? ["NotFound"] : [];
  const all = new Set([...codes, ...ofBody, ...ofPath, ...ALWAYS]);
  if (route.method === "GET") all.delete("ForeignOrigin");
  return [...all];
}

const ALWAYS: readonly FailureCode[] = ["StorageUnavailable", "Stopping", "Internal"];

function takesBody<P>({ body }: JsonRoute<P>): boolean {
  return !(body instanceof z.ZodUnknown);
}

/** What the route itself says about a request that makes no sense. */
function invalidInput<P>({ query, body, ...route }: JsonRoute<P>): Problem[] {
  const nonsense = Object.fromEntries(Object.keys(query.shape).map((name) => [name, "?".repeat(300)]));
  return [
    ...(query.safeParse(nonsense).error?.issues ?? []),
    ...(takesBody({ query, body, ...route }) ? (body.safeParse({ "?": "?" }).error?.issues ?? []) : []),
  ].map(toProblem);
}
