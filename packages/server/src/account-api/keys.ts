import { z } from "zod";
import { jsonRoute } from "../http/json-routes.ts";
import { keyChange, keyId, keyListed, keyMade, keyShown, newKey, showKey } from "./key-schemas.ts";
import type { AccountRoute, AccountServices } from "./services.ts";

export function keyRoutes({ keys }: AccountServices): AccountRoute[] {
  return [
    jsonRoute({
      method: "GET",
      path: "/api/account/keys",
      summary: "Every API key the account ever had, newest first",
      answer: z.object({ keys: z.array(keyListed) }),
      handle: async ({ principal }) => ({ keys: (await keys.list(principal.uid)).map(showKey) }),
    }),
    jsonRoute({
      method: "POST",
      path: "/api/account/keys",
      summary: "Make an API key",
      body: newKey.default({}),
      status: 201,
      answer: keyMade,
      handle: async ({ principal, body }) => showKey(await keys.create(principal.uid, body)),
    }),
    jsonRoute({
      method: "PATCH",
      path: "/api/account/keys/:id",
      summary: "Change the name and the limits of an API key, from the next request on",
      params: keyId,
      body: keyChange,
      answer: keyShown,
      handle: async ({ principal, params, body }) =>
        showKey(await keys.change(principal.uid, params.id, body)),
    }),
    jsonRoute({
      method: "DELETE",
      path: "/api/account/keys/:id",
      summary: "Revoke an API key, at once",
      params: keyId,
      status: 204,
      handle: ({ principal, params }) => keys.revoke(principal.uid, params.id),
    }),
    jsonRoute({
      method: "POST",
      path: "/api/account/keys/:id/rotate",
      summary: "Put a new key in the place of a working one, which stops at once",
      params: keyId,
      status: 201,
      answer: keyMade,
      handle: async ({ principal, params }) => showKey(await keys.rotate(principal.uid, params.id)),
    }),
  ];
}
