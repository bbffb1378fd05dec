import { Readable } from "node:stream";
import type { FastifyReply } from "fastify";
import { z } from "zod";
import { jsonRoute } from "../http/json-routes.ts";
import type { AccountRoute, AccountServices } from "./services.ts";

/** All about an account; each part a list of rows. */
export const accountExport = z
  .looseObject({ exportedAt: z.iso.datetime() })
  .catchall(z.array(z.looseObject({})))
  .meta({ id: "AccountExport" });

/** Sends an export as a file, piece by piece. */
export function sendExport(reply: FastifyReply, pieces: AsyncIterable<string>): Readable {
  reply.type("application/json; charset=utf-8");
  reply.header("content-disposition", 'attachment; filename="account.json"');
  return Readable.from(pieces);
}

export function exportRoute({ exportAccount }: Pick<AccountServices, "exportAccount">): AccountRoute {
  return jsonRoute({
    method: "GET",
    path: "/api/account/export",
    summary: "Everything that is known about the account, as JSON; no secrets, no pictures",
    answer: accountExport,
    handle: async ({ principal, reply }) => sendExport(reply, exportAccount(principal.uid)),
  });
}
