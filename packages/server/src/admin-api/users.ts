import {
  type Account,
  accountSorts,
  accountStates,
  type ListedAccount,
  roles,
  text,
} from "@alphacut/platform";
import { z } from "zod";
import { accountExport, sendExport } from "../account-api/export.ts";
import { timestamp } from "../account-api/key-schemas.ts";
import { InvalidRequest } from "../http/failure.ts";
import { jsonRoute } from "../http/json-routes.ts";
import { actorOf, reason } from "./audit.ts";
import type { AdminRoute, AdminServices } from "./services.ts";

const credits = z.int().min(0).max(1_000_000_000);
const unixSeconds = z.int().min(0).max(253_402_300_799);
const plan = text(100).describe("Label of a plan");
const user = z
  .object({
    uid: z.string(),
    email: z.email(),
    name: z.string(),
    plan: z.string(),
    role: z.enum(roles),
    prepaidCredits: z.int(),
    emailVerified: z.boolean(),
    suspended: z.boolean(),
    language: z.string(),
    createdAt: timestamp,
    lastSeenAt: timestamp
      .nullable()
      .describe("Last use of a key or session, within a minute of the truth; null: not yet"),
    usedThisMonth: z.int().describe("Images of this UTC calendar month"),
    creditsLeft: z.int().describe("Included ones of this billing period and prepaid ones"),
  })
  .meta({ id: "User" });
export const uid = z.object({ uid: text(100) });

const newUser = z
  .strictObject({
    email: z.email().max(254),
    password: text(128)
      .min(8)
      .optional()
      .describe("Without one the account is entered after a password reset"),
    emailVerified: z.boolean().optional(),
    plan: plan.optional(),
    role: z.enum(roles).optional().describe("`user` if left out"),
    prepaidCredits: credits.optional(),
    reason,
  })
  .meta({ id: "NewUser" });

const userChange = z
  .strictObject({
    plan: plan.optional(),
    role: z.enum(roles).optional(),
    prepaidCredits: credits.optional().describe("The new balance"),
    emailVerified: z.boolean().optional(),
    suspended: z.boolean().optional(),
    billingPeriod: z
      .strictObject({ startUnix: unixSeconds, endUnix: unixSeconds })
      .refine(({ startUnix, endUnix }) => startUnix < endUnix, "'billingPeriod' must end after it starts")
      .nullable()
      .optional()
      .describe("null: the UTC calendar month"),
    reason,
  })
  .meta({ id: "UserChange" });

const search = z.object({
  email: text(254).optional().describe("The whole address"),
  query: text(254).optional().describe("Part of the address or of the name, in any case"),
  plan: plan.optional(),
  role: z.enum(roles).optional(),
  state: z.enum(accountStates).optional(),
  sort: z
    .enum(accountSorts)
    .default("newest")
    .describe(
      "`lastSeen` and `usage`: the newest and the most first; `usage`: only who had an image this month",
    ),
  cursor: text(500).optional().describe("`nextCursor` of the page before, with the same search"),
  limit: z.coerce.number().int().min(1).max(100).default(50),
});

const userPage = z
  .object({
    users: z.array(user),
    nextCursor: z.string().optional().describe("For the page after; absent on the last one"),
  })
  .meta({ id: "UserPage" });

export function userRoutes(services: AdminServices): AdminRoute[] {
  const { accounts, administration, usage, plans } = services;
  const showAll = async (all: ListedAccount[]) => {
    const balances = await usage.prepaidCredits(all.map(({ uid }) => uid));
    return all.map(({ usedIncluded, lowCreditThreshold: _, ...account }, index) => {
      const prepaidCredits = balances[index]!;
      const { includedCredits } = plans.find(account.plan) ?? plans.defaultPlan;
      return {
        ...account,
        prepaidCredits,
        creditsLeft: Math.max(0, includedCredits - usedIncluded) + prepaidCredits,
      };
    });
  };
  const show = async ({ email }: Account) => {
    const page = await accounts.list({ email, limit: 1 });
    return (await showAll(page.accounts))[0];
  };
  return [
    jsonRoute({
      method: "POST",
      path: "/api/admin/users",
      summary: "Make an account",
      body: newUser,
      status: 201,
      answer: user,
      async handle({ principal, body: { reason, ...account } }) {
        return show(await administration.createAccount(account, { actor: actorOf(principal), reason }));
      },
    }),
    jsonRoute({
      method: "GET",
      path: "/api/admin/users",
      summary: "Accounts with what they used and have left, sorted and filtered, page by page",
      query: search,
      answer: userPage,
      async handle({ query }) {
        const page = await accounts.list(query);
        return { users: await showAll(page.accounts), nextCursor: page.nextCursor };
      },
    }),
    jsonRoute({
      method: "PATCH",
      path: "/api/admin/users/:uid",
      summary: "Change an account, at once",
      params: uid,
      body: userChange,
      answer: user,
      async handle({ principal, params, body: { reason, ...change } }) {
        if (params.uid === principal?.uid) keepAdmitted(change);
        const act = { actor: actorOf(principal), reason };
        return show(await administration.changeAccount(params.uid, change, act));
      },
    }),
    jsonRoute({
      method: "POST",
      path: "/api/admin/users/:uid/reset-password",
      summary: "Mail the account's owner a link for choosing a new password",
      params: uid,
      body: z.strictObject({ reason }).default({}),
      answer: z.object({
        link: z
          .string()
          .optional()
          .describe("Where mails are written into files: to be passed on. It works once, for an hour"),
      }),
      handle: ({ principal, params, body }) =>
        administration.resetPassword(params.uid, { actor: actorOf(principal), reason: body.reason }),
    }),
    jsonRoute({
      method: "DELETE",
      path: "/api/admin/users/:uid",
      summary: "Delete an account with its sessions, keys, jobs and files; subscriptions are canceled",
      params: uid,
      body: z.strictObject({
        email: text(254).describe("The account's address, so that no other is deleted by mistake"),
        reason,
      }),
      status: 204,
      async handle({ principal, params, body: { email, reason } }) {
        if (params.uid === principal?.uid) throw new InvalidRequest([{ ...OWN_ACCOUNT, field: "uid" }]);
        const account = await accounts.find(params.uid);
        if (account && account.email !== email.trim().toLowerCase()) {
          throw new InvalidRequest([{ field: "email", message: "'email' is not this account's address" }]);
        }
        await administration.deleteAccount(params.uid, { actor: actorOf(principal), reason });
      },
    }),
    jsonRoute({
      method: "GET",
      path: "/api/admin/users/:uid/export",
      summary: "Everything that is known about an account, as JSON; no secrets, no pictures",
      params: uid,
      answer: accountExport,
      async handle({ principal, params, reply }) {
        const pieces = await administration.exportAccount(params.uid, { actor: actorOf(principal) });
        return sendExport(reply, pieces);
      },
    }),
  ];
}

/** What of a change would end its maker's own administration. */
const LOCKS_OUT = {
  role: "user",
  suspended: true,
  emailVerified: false,
} as const satisfies z.output<typeof userChange>;

/** What administrators are told of such a change. */
export const OWN_ACCOUNT = {
  field: "role",
  message: "You cannot shut yourself out: ask another administrator, or use the admin token",
  code: "OwnAccount",
} as const;

/**
 * Keeps administrators from shutting themselves out by mistake, with nobody left to let them in.
 *
 * @throws InvalidRequest
 */
function keepAdmitted(change: z.output<typeof userChange>): void {
  const fields = Object.keys(LOCKS_OUT) as (keyof typeof LOCKS_OUT)[];
  const field = fields.find((name) => change[name] === LOCKS_OUT[name]);
  if (field !== undefined) throw new InvalidRequest([{ ...OWN_ACCOUNT, field }]);
}
