import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { listen, type TestServer } from "../testing/test-server.ts";

const files = {
  "404.html": "<title>not found</title>",
  "docs/index.html": "<title>guides</title>",
  "docs/quick-start.html": "<title>quick start</title>",
  "docs/assets/app.1a2b.js": "console.log('hello');\n".repeat(200),
  "docs/pictures/photo.webp": "RIFF",
  "th/docs/quick-start.html": "<title>เริ่มต้น</title>",
  "reference/scalar.js": "console.log('reference');",
};
let folder: string;
let server: TestServer;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "alphacut-guides-"));
  for (const [name, content] of Object.entries(files)) {
    await mkdir(join(folder, name, ".."), { recursive: true });
    await writeFile(join(folder, name), content);
  }
  server = await listen({ guidesFolder: folder });
});
afterAll(async () => {
  await server.close();
  await rm(folder, { recursive: true });
});

const get = (path: string) => fetch(server.url + path, { redirect: "manual" });

describe("the guides", () => {
  it.each([
    ["/docs/", "guides"],
    ["/docs/quick-start", "quick start"],
    ["/th/docs/quick-start", "เริ่มต้น"],
  ])("%s is a page under a policy that allows no foreign and no inline script", async (path, title) => {
    const answer = await get(path);
    expect(answer.status).toBe(200);
    expect(answer.headers.get("content-type")).toBe("text/html; charset=utf-8");
    const policy = answer.headers.get("content-security-policy") ?? "";
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self';");
    expect(await answer.text()).toContain(`<title>${title}</title>`);
  });

  it("name their one URL and those of their other languages to search engines", async () => {
    const links = (await get("/th/docs/quick-start")).headers.get("link")?.split(", ");
    expect(links).toEqual([
      '<http://127.0.0.1:8080/th/docs/quick-start>; rel="canonical"',
      '<http://127.0.0.1:8080/docs/quick-start>; rel="alternate"; hreflang="en"',
      ...["th", "tr", "de", "ko"].map(
        (language) =>
          `<http://127.0.0.1:8080/${language}/docs/quick-start>; rel="alternate"; hreflang="${language}"`,
      ),
      '<http://127.0.0.1:8080/docs/quick-start>; rel="alternate"; hreflang="x-default"',
    ]);
    expect((await get("/docs/")).headers.get("link")).toContain(
      '<http://127.0.0.1:8080/docs/>; rel="canonical"',
    );
    expect((await get("/docs/no-such-page")).headers.get("link")).toBeNull();
  });

  it("bring the library that shows the API", async () => {
    expect(await (await get("/reference/scalar.js")).text()).toContain("reference");
  });

  it("leads to the address with the last slash", async () => {
    const answer = await get("/docs");
    expect([answer.status, answer.headers.get("location")]).toEqual([301, "/docs/"]);
  });

  it("keeps what has its hash in its name for good", async () => {
    const cacheOf = async (path: string) => (await get(path)).headers.get("cache-control");
    expect(await cacheOf("/docs/assets/app.1a2b.js")).toContain("immutable");
    expect(await cacheOf("/docs/pictures/photo.webp")).toBe("no-cache");
  });

  it("answers an unknown page with a page", async () => {
    const answer = await get("/th/docs/nothing");
    expect(answer.status).toBe(404);
    expect(await answer.text()).toContain("not found");
  });

  it.each([
    "/docs/../package.json",
    "/docs/%2e%2e%2f404",
    "/docs/assets/../../404.html",
    "/docs/assets/gone.js",
  ])("%s is not there", async (path) => {
    expect((await get(path)).status).toBe(404);
  });
});
