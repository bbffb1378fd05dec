import type { Account, Platform } from "@alphacut/platform";
import { z } from "zod";
import { keyId, keyShown, newKey, showKey, timestamp } from "../account-api/key-schemas.ts";
import { ownerOf } from "../account-api/services.ts";
import { type JsonRoute, jsonRoute } from "../http/json-routes.ts";
import { type StatusServices, statusRoute } from "./status.ts";

/** What the admin API uses. */
export type AdminServices = StatusServices &
  Pick<Platform, "accounts" | "keys" | "administration" | "rebuildCredits" | "usage" | "plans">;

type AdminRoute = JsonRoute<void>;

const credits = z.int().min(0).max(1_000_000_000);
const unixSeconds = z.int().min(0).max(253_402_300_799);
const plan = z.string().max(100).describe("Label of a plan");
const user = z
  .object({
    uid: z.string(),
    email: z.email(),
    name: z.string(),
    plan: z.string(),
    prepaidCredits: z.int(),
    emailVerified: z.boolean(),
    suspended: z.boolean(),
    language: z.string(),
    createdAt: timestamp,
  })
  .meta({ id: "User" });
const uid = z.object({ uid: z.string().max(100) });

const newUser = z
  .strictObject({
    email: z.email().max(254),
    password: z
      .string()
      .min(8)
      .max(128)
      .optional()
      .describe("Without one the account is entered after a password reset"),
    emailVerified: z.boolean().optional(),
    plan: plan.optional(),
    prepaidCredits: credits.optional(),
  })
  .meta({ id: "NewUser" });

const userChange = z
  .strictObject({
    plan: plan.optional(),
    prepaidCredits: credits.optional().describe("The new balance"),
    emailVerified: z.boolean().optional(),
    suspended: z.boolean().optional(),
    billingPeriod: z
      .strictObject({ startUnix: unixSeconds, endUnix: unixSeconds })
      .refine(({ startUnix, endUnix }) => startUnix < endUnix, "'billingPeriod' must end after it starts")
      .nullable()
      .optional()
      .describe("null: the UTC calendar month"),
  })
  .meta({ id: "UserChange" });

/** What an operator does, by hand or by script. There is one principal: whoever has the admin token. */
export function adminRoutes(services: AdminServices): AdminRoute[] {
  return [...userRoutes(services), ...userKeyRoutes(services), statusRoute(services), rebuildRoute(services)];
}

function userRoutes({ accounts, administration, usage, plans }: AdminServices): AdminRoute[] {
  const show = async (account: Account) => {
    const { prepaidCredits } = await usage.membership(ownerOf(account, { plans }), {});
    return { ...account, prepaidCredits };
  };
  return [
    jsonRoute({
      method: "POST",
      path: "/api/admin/users",
      summary: "Make an account",
      body: newUser,
      status: 201,
      answer: user,
      handle: async ({ body }) => show(await administration.createAccount(body)),
    }),
    jsonRoute({
      method: "GET",
      path: "/api/admin/users",
      summary: "Find an account by its address",
      query: z.object({ email: z.string().max(254) }),
      answer: z.object({ users: z.array(user) }),
      async handle({ query }) {
        const account = await accounts.findByEmail(query.email);
        return { users: account ? [await show(account)] : [] };
      },
    }),
    jsonRoute({
      method: "PATCH",
      path: "/api/admin/users/:uid",
      summary: "Change an account, at once",
      params: uid,
      body: userChange,
      answer: user,
      handle: async ({ params, body }) => show(await administration.changeAccount(params.uid, body)),
    }),
  ];
}

function userKeyRoutes({ keys }: AdminServices): AdminRoute[] {
  return [
    jsonRoute({
      method: "GET",
      path: "/api/admin/users/:uid/keys",
      summary: "Every API key the account ever had, newest first",
      params: uid,
      answer: z.object({ keys: z.array(keyShown) }),
      handle: async ({ params }) => ({ keys: (await keys.list(params.uid)).map(showKey) }),
    }),
    jsonRoute({
      method: "POST",
      path: "/api/admin/users/:uid/keys",
      summary: "Make an API key for an account",
      params: uid,
      body: newKey.default({}),
      status: 201,
      answer: z.object({ id: z.string(), key: z.string(), name: z.string(), prefix: z.string() }),
      async handle({ params, body }) {
        const { id, key, name, prefix } = await keys.create(params.uid, body);
        return { id, key, name, prefix };
      },
    }),
    jsonRoute({
      method: "DELETE",
      path: "/api/admin/users/:uid/keys/:id",
      summary: "Revoke an API key, at once",
      params: uid.extend(keyId.shape),
      status: 204,
      handle: ({ params }) => keys.revoke(params.uid, params.id),
    }),
  ];
}

function rebuildRoute({ rebuildCredits }: AdminServices): AdminRoute {
  return jsonRoute({
    method: "POST",
    path: "/api/admin/usage/rebuild",
    summary: "Count all usage again from the credit entries, for example after Redis was lost",
    answer: z.object({ accounts: z.int() }),
    handle: async () => ({ accounts: await rebuildCredits() }),
  });
}
