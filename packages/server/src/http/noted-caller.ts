import type { AccountCaller, Caller, RequestLog } from "@alphacut/platform";
import type { FastifyInstance, FastifyRequest } from "fastify";

/** Whose requests are to be in their request log, and what they paid. */
const noted = new WeakMap<FastifyRequest, { caller: AccountCaller; credits: number }>();

/** Lets the request appear in its account's request log once it is answered, however it ends. */
export function noteCaller(request: FastifyRequest, caller: Caller): void {
  if (caller.kind === "account") noted.set(request, { caller, credits: 0 });
}

/** What the request was charged. */
export function noteCharge(request: FastifyRequest, credits: number): void {
  const line = noted.get(request);
  if (line) line.credits = credits;
}

/** Writes noted requests down once they are answered; nobody waits for it. To be called before listening. */
export function logRequests(http: FastifyInstance, requests: Pick<RequestLog, "note">): void {
  http.addHook("onResponse", async (request, reply) => {
    const line = noted.get(request);
    if (!line) return;
    requests.note(line.caller.uid, {
      at: new Date(Date.now() - reply.elapsedTime),
      keyId: line.caller.key?.id ?? null,
      endpoint: `${request.method} ${request.routeOptions.url ?? ""}`,
      status: reply.statusCode,
      ms: Math.round(reply.elapsedTime),
      credits: line.credits,
      requestId: request.id,
    });
  });
}
