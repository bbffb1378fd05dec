import { existsSync, readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { FastifyInstance } from "fastify";
import { sendFilesFrom } from "./static-files.ts";

/** Where the build puts the pages. */
export const WEB_FOLDER = fileURLToPath(new URL("../../../web/dist/", import.meta.url));

/** Addresses that the pages' own router takes apart. */
const PAGES = [
  "/",
  "/sign-in",
  "/sign-up",
  "/forgot-password",
  "/reset-password",
  "/dashboard",
  "/dashboard/*",
];

const CONTENT_SECURITY_POLICY = [
  "default-src 'self'",
  "img-src 'self' blob: data:",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join("; ");

/**
 * Serves the editor and the dashboard from `folder`, if it was built: files by their names, one page at every address of
 * `PAGES`.
 */
export function serveWeb(app: FastifyInstance, folder: string): void {
  if (!existsSync(`${folder}/index.html`)) return;
  app.register(async (scope) => {
    await sendFilesFrom(scope, folder);
    scope.addHook("onRequest", async (_request, reply) => {
      reply.header("content-security-policy", CONTENT_SECURITY_POLICY);
    });
    // Scripts come and go with every build, so they are looked up when they are asked for.
    scope.get<{ Params: { "*": string } }>("/assets/*", (request, reply) =>
      reply.sendFile(`assets/${request.params["*"]}`),
    );
    for (const name of namesIn(folder)) scope.get(`/${name}`, (_request, reply) => reply.sendFile(name));
    for (const page of PAGES) scope.get(page, (_request, reply) => reply.sendFile("index.html"));
  });
}

function namesIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name }) => name);
}
