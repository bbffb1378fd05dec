import { JobError, type LimitState } from "@alphacut/platform";
import type { FastifyInstance, FastifyReply, FastifyRequest, HTTPMethods } from "fastify";
import { limitHeaders } from "./answer-headers.ts";
import { type Failure, InvalidRequest, type Problem, RequestError, toFailure } from "./failure.ts";

export interface ErrorAnswer {
  status: number;
  body: object;
}

/** How one dialect words errors. */
export interface ErrorShape {
  /** Everything wrong with a request, at least one problem. */
  ofProblems(problems: readonly Problem[]): ErrorAnswer;
  ofFailure(failure: Failure, requestId: string): ErrorAnswer;
  /** Headers that tell of a limit; those of the draft standard when absent. */
  limitHeaders?(limit: LimitState | undefined): Record<string, string>;
}

/** Makes every error under `app` answer in the dialect's shape. */
export function answerErrors(app: FastifyInstance, shape: ErrorShape): void {
  app.setErrorHandler((error, request, reply) => answerError(error, shape, request, reply));
}

/** Makes unknown addresses under `app`'s prefix an error like any other. */
export function answerNotFound(app: FastifyInstance): void {
  app.setNotFoundHandler((request) => {
    throw new RequestError("NotFound", `There is nothing at ${pathOf(request)}`);
  });
}

/** Answers one error in the dialect's shape. */
export function answerError(error: unknown, shape: ErrorShape, request: FastifyRequest, reply: FastifyReply) {
  if (error instanceof InvalidRequest) {
    const { status, body } = shape.ofProblems(error.problems);
    return reply.status(status).send(body);
  }
  if (error instanceof JobError) return answerError(asProblem(error), shape, request, reply);
  const failure = toFailure(error);
  const { status, body } = shape.ofFailure(failure, request.id);
  reply.headers((shape.limitHeaders ?? limitHeaders)(failure.limit));
  if (failure.retryAfterSeconds !== undefined)
    reply.header("retry-after", Math.ceil(failure.retryAfterSeconds));
  return reply.status(status).send(body);
}

function asProblem({ code, message }: JobError): InvalidRequest {
  return new InvalidRequest([{ field: "", message, code }]);
}

/** The address of a request without its query, which may hold secrets. */
export function pathOf(request: FastifyRequest): string {
  return request.url.split("?", 1)[0] ?? "";
}

const METHODS: readonly HTTPMethods[] = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];

/**
 * Answers every method of `url` that is not `allowed` with 405, before a body is looked at.
 *
 * @param admit throws for those who may not even know that
 */
export function refuseOtherMethods(
  app: FastifyInstance,
  url: string,
  allowed: readonly HTTPMethods[],
  admit: (request: FastifyRequest, reply: FastifyReply) => Promise<unknown> = async () => {},
): void {
  const refuse = (request: FastifyRequest, reply: FastifyReply) => {
    reply.header("allow", allowed.join(", "));
    throw new RequestError("MethodNotAllowed", `${request.method} is not possible here`);
  };
  app.route({
    method: METHODS.filter((method) => !allowed.includes(method)),
    url,
    exposeHeadRoute: false,
    onRequest: async (request, reply) => {
      await admit(request, reply);
      refuse(request, reply);
    },
    handler: refuse,
  });
}
