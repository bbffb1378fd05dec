import type { FastifyInstance } from "fastify";

/**
 * Headers of every answer. Pages that need more than nothing set their own Content-Security-Policy.
 *
 * @param overTls the public address is https: browsers are told to stay there
 */
export function addSecurityHeaders(app: FastifyInstance, overTls: boolean): void {
  const headers: Record<string, string> = {
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
    ...(overTls ? { "strict-transport-security": "max-age=31536000" } : {}),
  };
  app.addHook("onSend", async (_request, reply) => {
    for (const [name, value] of Object.entries(headers))
      if (!reply.hasHeader(name)) reply.header(name, value);
  });
}
