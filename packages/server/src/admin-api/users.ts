import { type Account, roles, text } from "@alphacut/platform";
import { z } from "zod";
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
  cursor: text(500).optional().describe("`nextCursor` of the page before"),
  limit: z.coerce.number().int().min(1).max(100).default(50),
});

const userPage = z
  .object({
    users: z.array(user),
    nextCursor: z.string().optional().describe("For the page after; absent on the last one"),
  })
  .meta({ id: "UserPage" });

export function userRoutes({ accounts, administration, usage }: AdminServices): AdminRoute[] {
  const showAll = async (all: Account[]) => {
    const balances = await usage.prepaidCredits(all.map(({ uid }) => uid));
    return all.map((account, index) => ({ ...account, prepaidCredits: balances[index]! }));
  };
  const show = async (account: Account) => (await showAll([account]))[0]!;
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
      summary: "Accounts, newest first, page by page",
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
