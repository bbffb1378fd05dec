import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { listen, type TestServer } from "../testing/test-server.ts";
import { brandPage, OWN_BRANDING, readLogo } from "./branding.ts";

const script = "console.log('hello');\n".repeat(200);
let folder: string;
let server: TestServer;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "alphacut-web-"));
  await mkdir(join(folder, "assets"));
  await writeFile(join(folder, "index.html"), "<!doctype html><title>Alphacut</title>");
  await writeFile(join(folder, "assets", "main-1a2b.js"), script);
  server = await listen({ webFolder: folder });
});
afterAll(async () => {
  await server.close();
  await rm(folder, { recursive: true });
});

const get = (path: string, headers: Record<string, string> = {}) => fetch(server.url + path, { headers });

describe("the pages", () => {
  it.each([
    "/",
    "/sign-in",
    "/reset-password?token=1",
    "/dashboard",
    "/dashboard/",
    "/dashboard/admin/users",
    "/dashboard/admin/audit",
    "/dashboard/requests",
  ])("%s is the one page, asked for anew each time, under a strict policy", async (path) => {
    const answer = await get(path);
    expect(answer.status).toBe(200);
    expect(answer.headers.get("content-type")).toBe("text/html; charset=utf-8");
    expect(answer.headers.get("cache-control")).toBe("no-cache");
    expect(answer.headers.get("content-security-policy")).toContain("default-src 'self'");
    expect(answer.headers.get("x-frame-options")).toBe("DENY");
    // Only isolated pages may use threads.
    expect(answer.headers.get("cross-origin-opener-policy")).toBe("same-origin");
    expect(answer.headers.get("cross-origin-embedder-policy")).toBe("require-corp");
    expect(await answer.text()).toContain("<title>Alphacut</title>");
  });

  it("allow inline styles where the API is shown, and nowhere else", async () => {
    const policyOf = async (path: string) => (await get(path)).headers.get("content-security-policy");
    expect(await policyOf("/reference")).toContain("style-src 'self' 'unsafe-inline'");
    expect(await policyOf("/reference")).toContain("default-src 'self'");
    for (const path of ["/", "/dashboard", "/assets/main-1a2b.js"])
      expect(await policyOf(path)).not.toContain("unsafe-inline");
  });

  it("have scripts that are compressed and kept for good", async () => {
    const answer = await get("/assets/main-1a2b.js", { "accept-encoding": "br" });
    expect(answer.headers.get("content-encoding")).toBe("br");
    expect(answer.headers.get("cache-control")).toBe("public, max-age=31536000, immutable");
    expect(await answer.text()).toBe(script);
  });

  it("are not asked twice for what the browser has", async () => {
    // `fetch` forbids itself to be answered from a cache; browsers do not.
    const etag = (await get("/")).headers.get("etag") ?? "";
    const again = await server.app.http.inject({ url: "/", headers: { "if-none-match": etag } });
    expect(again.statusCode).toBe(304);
  });

  it("give nothing away of what lies beside them", async () => {
    for (const path of [
      "/assets/",
      "/assets/..%2f..%2fpackage.json",
      "/assets/%00",
      "/assets/..%5c..%5cpackage.json",
    ]) {
      expect((await get(path)).status).toBeGreaterThanOrEqual(400);
    }
  });

  it.each(["/nothing", "/dashboard/nothing", "/th/nothing", "/apis", "/nothing?next=/api/site"])(
    "answer %s in a browser too, as a page that is not there",
    async (path) => {
      const answer = await get(path, { accept: "text/html,application/xhtml+xml,*/*;q=0.8" });
      expect(answer.status).toBe(404);
      expect(answer.headers.get("content-type")).toBe("text/html; charset=utf-8");
      expect(answer.headers.get("cache-control")).toBe("no-cache");
      expect(answer.headers.get("content-security-policy")).toContain("default-src 'self'");
      expect(answer.headers.get("x-frame-options")).toBe("DENY");
      expect(await answer.text()).toContain("<title>Alphacut</title>");
    },
  );

  it.each([
    ["GET", "/nothing", "*/*"],
    ["GET", "/nothing", "application/json"],
    ["POST", "/nothing", "text/html"],
    ["GET", "/api/nothing", "text/html"],
    ["GET", "/rmbg/nothing", "text/html"],
    ["GET", "/v2/rembg/nothing/", "text/html"],
    ["GET", "/docs/nothing", "text/html"],
  ])("leave %s %s for %s an error like any other", async (method, path, accept) => {
    const answer = await fetch(server.url + path, { method, headers: { accept } });
    expect(answer.status).toBe(404);
    expect(answer.headers.get("content-type")).toMatch(/^application\/json/);
    expect(JSON.stringify(await answer.json())).toContain(`There is nothing at ${path}`);
  });

  it("carry the operator's name and logo, however they are spelled", async () => {
    const html =
      '<title>Alphacut</title><meta name="application-name" content="Alphacut" /><link rel="icon" href="/favicon.svg" />';
    const logo = { path: "/site-logo?1a2b", type: "image/svg+xml", data: Buffer.from("<svg/>") };
    const name = "Cut &quot;$&amp;&quot; Co";
    expect(brandPage(html, { name: 'Cut "$&" Co', logo })).toBe(
      `<title>${name}</title><meta name="application-name" content="${name}" />` +
        `<link rel="icon" href="${logo.path}" type="image/svg+xml" />`,
    );
    expect(brandPage(html, OWN_BRANDING)).toBe(html);
  });

  it.each([
    [
      "logo.svg",
      "<?xml version='1.0'?>\n<!-- ours -->\n<svg xmlns='http://www.w3.org/2000/svg'/>",
      "image/svg+xml",
    ],
    ["logo.png", Buffer.from("89504e470d0a1a0a00", "hex"), "image/png"],
    ["logo.webp", "RIFF1234WEBPVP8 ", "image/webp"],
  ])("show %s as what it is, and let a drawing do nothing but be seen", async (name, content, type) => {
    const file = join(folder, name);
    await writeFile(file, content);
    const branded = await listen({ branding: { name: "Cut & Co", logo: await readLogo(file) } });
    const { path } = await readLogo(file);
    const answer = await fetch(branded.url + path);
    expect([answer.status, answer.headers.get("content-type")]).toEqual([200, type]);
    expect(answer.headers.get("content-security-policy")).toContain("sandbox");
    await branded.close();
  });

  it("refuse a logo that is no picture, or too large, or not there", async () => {
    const file = join(folder, "logo.html");
    await writeFile(file, "<html><svg></svg></html>");
    await expect(readLogo(file)).rejects.toThrow("neither SVG, PNG nor WebP");
    await writeFile(file, Buffer.alloc(300_000));
    await expect(readLogo(file)).rejects.toThrow("too many");
    await expect(readLogo(join(folder, "gone.svg"))).rejects.toThrow("ENOENT");
  });

  it.each(["/nothing", "/assets/gone.js", "/../package.json", "/%2e%2e/package.json"])(
    "%s is not there",
    async (path) => {
      expect((await get(path)).status).toBe(404);
    },
  );
});
