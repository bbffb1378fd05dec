import { createHash } from "node:crypto";
import { readFile, stat } from "node:fs/promises";
import type { FastifyInstance } from "fastify";

/** What the operator calls the product, and the sign that stands beside the name. */
export interface Branding {
  name: string;
  /** Undefined: ours. */
  logo: Logo | undefined;
}

export interface Logo {
  /** Where it is served; changes with its content. */
  path: string;
  type: string;
  data: Buffer;
}

export const OWN_BRANDING: Branding = { name: "Alphacut", logo: undefined };

const LOGO_PATH = "/site-logo";
const MAX_LOGO_BYTES = 256 * 1024;
/** A drawing may bring styles; opened by itself it may do nothing else. */
const LOGO_POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox";
const YEAR_SECONDS = 31_536_000;

/** @throws Error that says what is wrong with the file: not there, too large, neither SVG, PNG nor WebP */
export async function readLogo(file: string): Promise<Logo> {
  const { size } = await stat(file);
  if (size > MAX_LOGO_BYTES) throw new Error(`${size} bytes are too many`);
  const data = await readFile(file);
  const type = imageType(data);
  if (type === undefined) throw new Error("neither SVG, PNG nor WebP");
  const digest = createHash("sha256").update(data).digest("hex").slice(0, 12);
  return { path: `${LOGO_PATH}?${digest}`, type, data };
}

function imageType(data: Buffer): string | undefined {
  if (data.subarray(0, 8).equals(Buffer.from("89504e470d0a1a0a", "hex"))) return "image/png";
  if (data.toString("latin1", 0, 4) === "RIFF" && data.toString("latin1", 8, 12) === "WEBP")
    return "image/webp";
  return /^\uFEFF?\s*(<\?xml[^>]*>|<!--.*?-->|<!DOCTYPE[^>]*>|\s)*<svg[\s>]/is.test(data.toString("utf8"))
    ? "image/svg+xml"
    : undefined;
}

/** Serves the operator's logo, if there is one. */
export function serveLogo(app: FastifyInstance, { logo }: Branding): void {
  if (!logo) return;
  app.get(LOGO_PATH, (_request, reply) =>
    reply
      .headers({
        "content-security-policy": LOGO_POLICY,
        "cache-control": `public, max-age=${YEAR_SECONDS}, immutable`,
      })
      .type(logo.type)
      .send(logo.data),
  );
}

/**
 * The built page with the operator's name and logo, from which the page's scripts take both: nobody sees another name for a
 * moment.
 */
export function brandPage(html: string, { name, logo }: Branding): string {
  const shownName = escapeHtml(name);
  const named = html
    .replace(/<title>[^<]*/, () => `<title>${shownName}`)
    .replace(/(<meta name="application-name" content=")[^"]*/, (_tag, start) => start + shownName);
  if (!logo) return named;
  return named.replace(
    /<link rel="icon"[^>]*>/,
    `<link rel="icon" href="${logo.path}" type="${logo.type}" />`,
  );
}

function escapeHtml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
}
