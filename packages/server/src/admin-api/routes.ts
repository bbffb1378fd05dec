import { z } from "zod";
import { keyId, keyListed, newKey, showKey } from "../account-api/key-schemas.ts";
import { jsonRoute } from "../http/json-routes.ts";
import { actorOf, auditRoute } from "./audit.ts";
import { backupRoute } from "./backup.ts";
import { overviewRoute } from "./overview.ts";
import type { AdminRoute, AdminServices } from "./services.ts";
import { statusRoute } from "./status.ts";
import { testMailRoute } from "./test-mail.ts";
import { uid, userRoutes } from "./users.ts";

/** What an operator does, by hand or by script. */
export function adminRoutes(services: AdminServices): AdminRoute[] {
  return [
    ...userRoutes(services),
    ...userKeyRoutes(services),
    auditRoute(services),
    statusRoute(services),
    overviewRoute(services),
    testMailRoute(services),
    rebuildRoute(services),
    backupRoute(services),
  ];
}

function userKeyRoutes({ keys, administration }: AdminServices): AdminRoute[] {
  return [
    jsonRoute({
      method: "GET",
      path: "/api/admin/users/:uid/keys",
      summary: "Every API key the account ever had, newest first",
      params: uid,
      answer: z.object({ keys: z.array(keyListed) }),
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
      async handle({ principal, params, body }) {
        const act = { actor: actorOf(principal) };
        const { id, key, name, prefix } = await administration.createKey(params.uid, body, act);
        return { id, key, name, prefix };
      },
    }),
    jsonRoute({
      method: "DELETE",
      path: "/api/admin/users/:uid/keys/:id",
      summary: "Revoke an API key, at once",
      params: uid.extend(keyId.shape),
      status: 204,
      handle: ({ principal, params }) =>
        administration.revokeKey(params.uid, params.id, { actor: actorOf(principal) }),
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
