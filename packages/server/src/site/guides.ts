import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { FastifyInstance, FastifyReply } from "fastify";
import { sendFilesFrom } from "./static-files.ts";

/** Where the build puts the guides, and the library that shows the API. */
export const GUIDES_FOLDER = fileURLToPath(new URL("../../../docs/dist/", import.meta.url));

/** English, and the other languages. */
const GUIDES = ["docs", "th/docs", "tr/docs", "de/docs", "ko/docs"];

const GUIDES_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "style-src 'self'",
  // Highlighted code carries its colors in `style` attributes.
  "style-src-attr 'unsafe-inline'",
  // The theme's icons are part of its styles.
  "img-src 'self' data:",
  "font-src 'self'",
].join("; ");

interface Named {
  Params: { name: string };
}
interface Below {
  Params: { "*": string };
}

/** Serves the guides at `/docs/`, `/th/docs/` and so on, and the library that shows the API below `/reference/`, if they were built. */
export function serveGuides(app: FastifyInstance, folder: string): void {
  if (!existsSync(join(folder, "docs/index.html"))) return;
  app.register(async (scope) => {
    await sendFilesFrom(scope, folder);
    scope.addHook("onRequest", async (_request, reply) => {
      reply.header("content-security-policy", GUIDES_POLICY);
    });
    for (const guides of GUIDES) serveLanguage(scope, folder, guides);
    for (const files of ["docs/assets", "docs/pictures", "reference"]) {
      scope.get<Below>(`/${files}/*`, (request, reply) => reply.sendFile(`${files}/${request.params["*"]}`));
    }
    scope.get("/docs/favicon.svg", (_request, reply) => reply.sendFile("docs/favicon.svg"));
  });
}

function serveLanguage(scope: FastifyInstance, folder: string, guides: string): void {
  scope.get(`/${guides}`, (_request, reply) => reply.redirect(`/${guides}/`, 301));
  scope.get(`/${guides}/`, (_request, reply) => reply.sendFile(`${guides}/index.html`));
  scope.get<Named>(`/${guides}/:name(^[a-z0-9-]+$)`, (request, reply) => {
    const page = `${guides}/${request.params.name}.html`;
    return existsSync(join(folder, page)) ? reply.sendFile(page) : sendNotFound(reply, folder);
  });
}

/** `sendFile` would make it a 200. */
async function sendNotFound(reply: FastifyReply, folder: string) {
  return reply
    .status(404)
    .type("text/html; charset=utf-8")
    .send(await readFile(join(folder, "404.html")));
}
