import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { formOf, picture } from "../testing/pictures.ts";
import { listen, type TestServer } from "../testing/test-server.ts";

const SHOP = "https://shop.example";
let open: TestServer;
let some: TestServer;
let none: TestServer;

beforeAll(async () => {
  [open, some, none] = await Promise.all([
    listen({ corsOrigins: "*" }),
    listen({ corsOrigins: [SHOP] }),
    listen(),
  ]);
});
afterAll(() => Promise.all([open, some, none].map((server) => server.close())));

const preflight = (server: TestServer, path: string, origin = SHOP) =>
  fetch(server.url + path, {
    method: "OPTIONS",
    headers: {
      origin,
      "access-control-request-method": "POST",
      "access-control-request-headers": "x-api-key",
    },
  });
const allowed = (answer: Response) => answer.headers.get("access-control-allow-origin");

describe("the APIs for programs", () => {
  it("may be called by pages of the origins that the operator names", async () => {
    const asked = await preflight(some, "/rmbg");
    expect([asked.status, allowed(asked)]).toEqual([204, SHOP]);
    expect(asked.headers.get("access-control-allow-headers")).toBe("x-api-key");
    const headers = { origin: SHOP, "x-api-key": "good" };
    const made = await fetch(`${some.url}/rmbg`, {
      method: "POST",
      headers,
      body: formOf(await picture()),
    });
    expect([made.status, allowed(made)]).toEqual([200, SHOP]);
    expect(made.headers.get("access-control-expose-headers")).toContain("x-credits-charged");
  });

  it("may not be called by pages of any other origin, and a cache is told that origins differ", async () => {
    const asked = await preflight(some, "/rmbg", "https://elsewhere.example");
    expect([asked.status, allowed(asked)]).toEqual([405, null]);
    expect(asked.headers.get("vary")).toContain("Origin");
  });

  it("may be called by no page unless the operator says so", async () => {
    expect(allowed(await preflight(none, "/rmbg"))).toBeNull();
    expect(allowed(await preflight(none, "/v2/rembg/"))).toBeNull();
  });

  it("may be called by every page when the operator says so, errors included", async () => {
    const refused = await fetch(`${open.url}/v2/rembg/`, { method: "POST", headers: { origin: SHOP } });
    expect([refused.status, allowed(refused)]).toEqual([401, "*"]);
  });

  it("never allow a page to send cookies", async () => {
    const asked = await preflight(open, "/rmbg");
    expect(asked.headers.get("access-control-allow-credentials")).toBeNull();
  });
});

it.each(["/api/auth/get-session", "/api/account", "/api/admin/users", "/api/editor/cutout", "/"])(
  "%s may be called by no page of another site, whatever the operator allows",
  async (path) => {
    expect(allowed(await preflight(open, path))).toBeNull();
  },
);
