import type { FastifyInstance } from "fastify";
import { RequestError } from "./failure.ts";

/** Health checks are answered to the very end. */
const ALWAYS_ANSWERED = ["/healthz", "/readyz"];

/** Teaches `http` to stop without dropping work. To be called before routes are added. */
export function addStop(http: FastifyInstance) {
  let stopping = false;
  http.addHook("onRequest", async (request) => {
    if (!stopping || ALWAYS_ANSWERED.includes(request.url)) return;
    throw new RequestError("Stopping", "The server is stopping");
  });
  // A connection that was kept alive would be waited for.
  http.addHook("onSend", async (_request, reply) => {
    if (stopping) reply.header("connection", "close");
  });
  return {
    isStopping: () => stopping,
    async stop(limitMs: number): Promise<void> {
      stopping = true;
      const cut = setTimeout(() => http.server.closeAllConnections(), limitMs);
      await http.close().finally(() => clearTimeout(cut));
    },
  };
}
