import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { FastifyInstance, FastifyReply } from "fastify";
import { sendFilesFrom } from "./static-files.ts";

/** Where the build puts the guides, and the library that shows the API. */
export const GUIDES_FOLDER = fileURLToPath(new URL("../../../docs/dist/", import.meta.url));

/** The guides of each language. */
const GUIDES = { en: "docs", th: "th/docs", tr: "tr/docs", de: "de/docs", ko: "ko/docs" };

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
export function serveGuides(app: FastifyInstance, folder: string, publicUrl: string): void {
  if (!existsSync(join(folder, "docs/index.html"))) return;
  app.register(async (scope) => {
    await sendFilesFrom(scope, folder);
    scope.addHook("onRequest", async (_request, reply) => {
      reply.header("content-security-policy", GUIDES_POLICY);
    });
    for (const guides of Object.values(GUIDES)) serveLanguage(scope, folder, guides, publicUrl);
    for (const files of ["docs/assets", "docs/pictures", "reference"]) {
      scope.get<Below>(`/${files}/*`, (request, reply) => reply.sendFile(`${files}/${request.params["*"]}`));
    }
    scope.get("/docs/favicon.svg", (_request, reply) => reply.sendFile("docs/favicon.svg"));
  });
}

function serveLanguage(scope: FastifyInstance, folder: string, guides: string, publicUrl: string): void {
  scope.get(`/${guides}`, (_request, reply) => reply.redirect(`/${guides}/`, 301));
  scope.get(`/${guides}/`, (_request, reply) => {
    reply.header("link", linksForSearchEngines(publicUrl, guides, ""));
    return reply.sendFile(`${guides}/index.html`);
  });
  scope.get<Named>(`/${guides}/:name(^[a-z0-9-]+$)`, (request, reply) => {
    const page = `${guides}/${request.params.name}.html`;
    if (!existsSync(join(folder, page))) return sendNotFound(reply, folder);
    reply.header("link", linksForSearchEngines(publicUrl, guides, request.params.name));
    return reply.sendFile(page);
  });
}

/**
 * The page's one URL, and those of its other languages (RFC 8288). In a header, as search engines want them absolute and the
 * built pages don't know their server.
 */
function linksForSearchEngines(publicUrl: string, guides: string, name: string): string {
  const url = (folder: string) => new URL(`/${folder}/${name}`, publicUrl).href;
  const languages = Object.entries({ ...GUIDES, "x-default": GUIDES.en });
  const alternates = languages.map(
    ([code, folder]) => `<${url(folder)}>; rel="alternate"; hreflang="${code}"`,
  );
  return [`<${url(guides)}>; rel="canonical"`, ...alternates].join(", ");
}

/** `sendFile` would make it a 200. */
async function sendNotFound(reply: FastifyReply, folder: string) {
  return reply
    .status(404)
    .type("text/html; charset=utf-8")
    .send(await readFile(join(folder, "404.html")));
}
