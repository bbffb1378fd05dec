import { z } from "zod";
import type { ZodOpenApiOperationObject, ZodOpenApiPathsObject } from "zod-openapi";
import { errorShape, errors } from "../account-api/errors.ts";
import type { FailureCode } from "../http/failure.ts";
import type { JsonRoute } from "../http/json-routes.ts";
import { type ErrorFormat, errorAnswers } from "./error-answers.ts";

/** How the account and admin APIs word errors. */
export const accountErrors: ErrorFormat = {
  shape: errorShape,
  body: z
    .object({
      error: z.string(),
      code: z.enum(Object.keys(errors) as [FailureCode, ...FailureCode[]]),
      details: z.array(z.object({ field: z.string(), message: z.string() })).optional(),
      status: z.int().describe("The HTTP status"),
    })
    .meta({ id: "AccountError" }),
};

/** What describes a route beside its own schemas. */
export interface RouteWords {
  operationId: string;
  /** What can go wrong beside the usual. */
  errors?: readonly FailureCode[];
  /** A body and an answer as they might be. */
  body?: unknown;
  answer?: unknown;
}

export interface RouteGroup {
  tag: string;
  security: NonNullable<ZodOpenApiOperationObject["security"]>;
  /** What every route of the group can answer. */
  errors: readonly FailureCode[];
  /** By method and path. */
  words: Readonly<Record<string, RouteWords>>;
}

const nothing = z.object({});

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
  const words = group.words[`${route.method} ${route.path}`];
  if (!words) throw new Error(`${route.method} ${route.path} is not described`);
  const hasBody = !(route.body instanceof z.ZodUnknown);
  return {
    operationId: words.operationId,
    tags: [group.tag],
    summary: route.summary,
    security: group.security,
    requestParams: {
      ...(isEmpty(route.params) ? {} : { path: route.params }),
      ...(isEmpty(route.query) ? {} : { query: route.query }),
    },
    ...(hasBody && {
      requestBody: {
        required: !route.body.safeParse(undefined).success,
        content: { "application/json": { schema: route.body, example: words.body } },
      },
    }),
    responses: {
      [route.status]: success(route, words),
      ...errorAnswers(accountErrors, {
        codes: codesOf(route, group, words, hasBody),
        invalid: hasBody || !isEmpty(route.query) ? { InvalidInput: SAMPLE_PROBLEMS } : {},
      }),
    },
  };
}

const SAMPLE_PROBLEMS = [
  { field: "name", message: "'name': Too big: expected string to have <=100 characters" },
];

function success<P>({ status, answer }: JsonRoute<P>, words: RouteWords) {
  if (status === 204) return { description: "Done" };
  return {
    description: status === 201 ? "Made" : "OK",
    content: { "application/json": { schema: answer, example: words.answer } },
  };
}

function codesOf<P>(
  route: JsonRoute<P>,
  group: RouteGroup,
  words: RouteWords,
  hasBody: boolean,
): FailureCode[] {
  const ofBody: FailureCode[] = hasBody ? ["MalformedBody", "BodyTooLarge", "UnsupportedMediaType"] : [];
  const ofPath: FailureCode[] = isEmpty(route.params) ? [] : ["NotFound"];
  const codes = [...group.errors, ...ofBody, ...ofPath, ...(words.errors ?? [])];
  return [...new Set<FailureCode>([...codes, "StorageUnavailable", "Stopping", "Internal"])];
}

function isEmpty(schema: z.ZodObject): boolean {
  return Object.keys((schema ?? nothing).shape).length === 0;
}
