import { PlatformError } from "@alphacut/platform";
import { jsonRoute } from "../http/json-routes.ts";
import type { AdminRoute, AdminServices } from "./services.ts";

/** The embedded database as a file, for whoever has the admin token: it holds everything that the server knows of people. */
export function backupRoute({ backUp }: AdminServices): AdminRoute {
  return jsonRoute({
    method: "GET",
    path: "/api/admin/backup",
    summary:
      "The embedded database as it is now, as `alphacut admin restore` takes it; with the admin token only",
    streams: "application/gzip",
    async handle({ principal, reply }) {
      if (principal) throw new PlatformError("InvalidInput", "A backup needs the admin token");
      if (!backUp) {
        throw new PlatformError("InvalidInput", "The database is PostgreSQL: back it up with pg_dump");
      }
      reply.type("application/gzip");
      return backUp();
    },
  });
}
