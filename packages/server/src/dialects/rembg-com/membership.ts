import { type AccountCaller, PlatformError, type Usage } from "@alphacut/platform";
import type { FastifyInstance, FastifyRequest } from "fastify";
import type { Access } from "../../cutout/access.ts";
import { limitHeaders } from "../../http/answer-headers.ts";
import { keyOrToken } from "../../http/credentials.ts";
import { refuseOtherMethods } from "../../http/error-shape.ts";
import { InvalidRequest } from "../../http/failure.ts";
import { noteCaller } from "../../http/noted-caller.ts";
import { queryOf } from "../../http/query.ts";
import { listQuery, membershipQuery } from "./membership-wire.ts";

const PATH = "/api/membership-usage";

/** `GET /api/membership-usage`: plan, credits and usage of the account that an API key belongs to. */
export function serveMembership(app: FastifyInstance, access: Access, usage: Usage): void {
  app.get(PATH, async (request, reply) => {
    const caller = await keyHolder(request, access);
    noteCaller(request, caller);
    reply.headers(limitHeaders(await access.takeQuestion(caller)));
    const sent = queryOf(request);
    if (listQuery.parse(sent).listBillingCycles)
      return { billingCycles: await usage.billingCycles(caller.uid) };
    const { expand, includeBillingCycle, ...query } = parseQuery(sent);
    const billingCycle = includeBillingCycle || expand.includes("billing_cycle");
    return usage.membership(caller, { ...query, billingCycle });
  });
  refuseOtherMethods(app, PATH, ["GET", "HEAD"]);
}

/** A user token is not enough here. */
async function keyHolder(request: FastifyRequest, access: Access): Promise<AccountCaller> {
  const found = keyOrToken(request);
  if (found.apiKey === undefined) throw new PlatformError("InvalidCredentials", "This needs an API key");
  return (await access.identify(found)) as AccountCaller;
}

function parseQuery(sent: Readonly<Record<string, unknown>>) {
  const parsed = membershipQuery.safeParse(sent);
  if (parsed.success) return parsed.data;
  throw new InvalidRequest(
    parsed.error.issues.map(({ path, message }) => ({ field: String(path[0]), message })),
  );
}
