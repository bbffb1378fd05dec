import { type Account, languages, lowCreditMailAt, PlatformError, roles, text } from "@alphacut/platform";
import type { FastifyRequest } from "fastify";
import { z } from "zod";
import { jsonRoute } from "../http/json-routes.ts";
import { toWebHeaders } from "../http/web-request.ts";
import { inOurShape } from "../sign-in/refusals.ts";
import { timestamp } from "./key-schemas.ts";
import { type AccountRoute, type AccountServices, ownerOf } from "./services.ts";

const profile = z
  .object({
    uid: z.string(),
    email: z.email(),
    name: z.string(),
    emailVerified: z.boolean(),
    language: z.enum(languages),
    role: z.enum(roles).describe("`admin`: may administer this installation"),
    plan: z.object({ label: z.string(), includedCredits: z.int(), requestsPerMinute: z.int() }),
    credits: z.object({
      included: z.int().describe("Of the plan, in each billing window"),
      remainingIncluded: z.int().describe("Of them, left in this window"),
      prepaid: z.int(),
    }),
    lowCredits: z.object({
      threshold: z
        .int()
        .nullable()
        .describe("Credits left at which a mail is sent, as the account chose; 0: never, null: by the plan"),
      mailAt: z.int().describe("What that comes to; 0: never"),
    }),
    createdAt: timestamp,
  })
  .meta({ id: "Profile" });

const profileChange = z
  .strictObject({
    name: text(200).optional(),
    language: z.enum(languages).optional(),
    lowCreditThreshold: z
      .int()
      .min(0)
      .max(1_000_000_000)
      .nullable()
      .optional()
      .describe(
        "Credits left at which a mail is sent, once in a billing period; 0: never, null: by the plan",
      ),
  })
  .meta({ id: "ProfileChange" });

export function profileRoutes(services: AccountServices): AccountRoute[] {
  return [
    jsonRoute({
      method: "GET",
      path: "/api/account",
      summary: "Who is signed in, with which plan and credits",
      answer: profile,
      handle: ({ principal }) => describeAccount(principal, services),
    }),
    jsonRoute({
      method: "PATCH",
      path: "/api/account",
      summary: "Change name, language, and when a mail tells that credits run low",
      body: profileChange,
      answer: profile,
      async handle({ principal, body, request }) {
        const { lowCreditThreshold, ...own } = body;
        if (Object.keys(own).length > 0 || lowCreditThreshold === undefined) {
          const answer = await callAuth("update-user", own, request, services);
          if (!answer.ok) return answer;
        }
        if (lowCreditThreshold !== undefined) {
          await services.accounts.change(principal.uid, { lowCreditThreshold });
        }
        const changed = await services.accounts.find(principal.uid);
        if (!changed) throw new PlatformError("InvalidCredentials", "The account is gone");
        return describeAccount(changed, services);
      },
    }),
    jsonRoute({
      method: "DELETE",
      path: "/api/account",
      summary: "Delete the account, its keys and its sessions; subscriptions are canceled",
      body: z.strictObject({ password: text(128) }),
      status: 204,
      async handle({ body, request }) {
        const answer = await callAuth("delete-user", body, request, services);
        return answer.ok ? undefined : answer;
      },
    }),
  ];
}

async function describeAccount(account: Account, services: AccountServices) {
  const { suspended: _, plan: __, lastSeenAt: ___, lowCreditThreshold: threshold, ...shown } = account;
  const owner = ownerOf(account, services);
  const { label, includedCredits, requestsPerMinute } = owner.plan;
  const usage = await services.usage.membership(owner, { billingCycle: true });
  return {
    ...shown,
    plan: { label, includedCredits, requestsPerMinute },
    credits: {
      included: usage.credits,
      remainingIncluded: usage.billingCycle?.remainingIncludedCredits ?? 0,
      prepaid: usage.prepaidCredits,
    },
    lowCredits: {
      threshold,
      mailAt: lowCreditMailAt({ plan: owner.plan, lowCreditThreshold: threshold }),
    },
  };
}

/** One of the sign-in library's own calls, with the credentials of this request. */
async function callAuth(
  path: "update-user" | "delete-user",
  body: object,
  request: FastifyRequest,
  { accounts, publicUrl }: AccountServices,
): Promise<Response> {
  const given = toWebHeaders(request);
  const headers = new Headers({ "content-type": "application/json", origin: new URL(publicUrl).origin });
  for (const name of ["cookie", "authorization"]) {
    const value = given.get(name);
    if (value !== null) headers.set(name, value);
  }
  const asked = new Request(`${publicUrl}/api/auth/${path}`, {
    method: "POST",
    headers,
    body: JSON.stringify(body),
  });
  return inOurShape(await accounts.handler(asked, request.ip));
}
