import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { formOf, picture } from "../testing/pictures.ts";
import { listenForReal, type RealServer } from "../testing/real-server.ts";

const email = "ada@example.com";
const password = "correct horse battery";
let server: RealServer;
let token: string;
let cookie: string;

beforeAll(async () => {
  server = await listenForReal();
});
afterAll(() => server.close());

function call(method: string, path: string, body?: object, headers: Record<string, string> = {}) {
  return fetch(server.url + path, {
    method,
    redirect: "manual",
    headers: { ...(body ? { "content-type": "application/json" } : {}), ...headers },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
}

const asUser = (method: string, path: string, body?: object) =>
  call(method, path, body, { authorization: `Bearer ${token}` });

async function json(answer: Response | Promise<Response>): Promise<Record<string, unknown>> {
  return (await (await answer).json()) as Record<string, unknown>;
}

describe("from sign-up to the first image", () => {
  it("signs up, and may do nothing before the address is confirmed", async () => {
    expect((await call("POST", "/api/auth/sign-up/email", { email, password, name: "Ada" })).status).toBe(
      200,
    );
    expect((await call("POST", "/api/auth/sign-in/email", { email, password })).status).toBe(403);
  });

  it("confirms the address by the link in the mail", async () => {
    await expect.poll(() => server.mails()).not.toHaveLength(0);
    const mail = (await server.mails())[0]?.replaceAll("=\r\n", "").replaceAll("=3D", "=") ?? "";
    const link = /http:\S+verify-email\?\S+/.exec(mail)?.[0] ?? "";
    expect((await fetch(link, { redirect: "manual" })).status).toBe(302);
  });

  it("signs in: the session comes as a cookie and as a bearer token", async () => {
    const answer = await call("POST", "/api/auth/sign-in/email", { email, password });
    expect(answer.status).toBe(200);
    token = answer.headers.get("set-auth-token") ?? "";
    expect(token).not.toBe("");
    const [sent = ""] = answer.headers.getSetCookie();
    expect(sent).toMatch(/HttpOnly/);
    cookie = sent.split(";", 1)[0] ?? "";
  });

  it("tells who is signed in, by either", async () => {
    const profile = {
      email,
      name: "Ada",
      emailVerified: true,
      language: "en",
      plan: { label: "Basic", includedCredits: 100, requestsPerMinute: 10 },
      credits: { included: 100, remainingIncluded: 100, prepaid: 0 },
    };
    expect(await json(asUser("GET", "/api/account"))).toMatchObject(profile);
    const byCookie = await call("GET", "/api/account", undefined, { cookie });
    expect(await byCookie.json()).toMatchObject(profile);
    expect(byCookie.headers.get("cache-control")).toBe("no-store");
  });

  it("takes the token on the image API, where it counts as app usage", async () => {
    const headers = { authorization: `Bearer ${token}` };
    const answer = await fetch(`${server.url}/rmbg`, {
      method: "POST",
      headers,
      body: formOf(await picture()),
    });
    expect(answer.status).toBe(200);
    expect(answer.headers.get("x-credits-remaining")).toBe("99");
    expect(await json(asUser("GET", "/api/account/membership"))).toMatchObject({
      membership: "Basic",
      credits: 100,
      app_usage: 1,
      api_usage: 0,
      billingCycle: { usedIncludedCredits: 1, remainingIncludedCredits: 99, stripeBillingSynced: false },
      billingCycles: [{ appUsage: 1, apiUsage: 0 }],
    });
  });
});

describe("the account as a file", () => {
  it("holds all that is known of it, and is its own", async () => {
    const answer = await asUser("GET", "/api/account/export");
    expect(answer.headers.get("content-disposition")).toBe('attachment; filename="account.json"');
    const { uid } = await json(asUser("GET", "/api/account"));
    const told = await answer.json();
    expect(told).toMatchObject({ account: [{ id: uid }], signIn: [{ providerId: "credential" }] });
    expect(JSON.stringify(told)).not.toContain(token);
    expect((await call("GET", "/api/account/export")).status).toBe(401);
  });
});

describe("credits that run low", () => {
  it("are told of at a tenth of the plan's, or where the account says", async () => {
    expect(await json(asUser("GET", "/api/account"))).toMatchObject({
      lowCredits: { threshold: null, mailAt: 10 },
    });
    const set = (lowCreditThreshold: unknown) => asUser("PATCH", "/api/account", { lowCreditThreshold });
    expect(await json(set(98))).toMatchObject({ name: "Ada", lowCredits: { threshold: 98, mailAt: 98 } });
    const body = formOf(await picture());
    const headers = { authorization: `Bearer ${token}` };
    await fetch(`${server.url}/rmbg`, { method: "POST", headers, body });
    const mail = await expect.poll(async () =>
      (await server.mails()).filter((one) => one.includes("running low")),
    );
    await mail.toMatchObject([expect.stringContaining("low on credits (98 left)")]);
    for (const bad of [-1, 1.5, "10"]) expect((await set(bad)).status).toBe(400);
    expect(await json(set(0))).toMatchObject({ lowCredits: { mailAt: 0 } });
    expect(await json(set(null))).toMatchObject({ lowCredits: { threshold: null, mailAt: 10 } });
  });
});

describe("API keys", () => {
  it("are shown once, listed without their secret, rotated and revoked", async () => {
    const made = await json(asUser("POST", "/api/account/keys", { name: "laptop" }));
    expect(made).toMatchObject({ name: "laptop", expiresAt: null, key: expect.stringMatching(/^ac_/) });
    const listed = await json(asUser("GET", "/api/account/keys"));
    expect(JSON.stringify(listed)).not.toContain(made.key);
    expect(listed).toMatchObject({
      keys: [{ id: made.id, name: "laptop", lastFour: String(made.key).slice(-4) }],
    });
    const rotated = await json(asUser("POST", `/api/account/keys/${made.id}/rotate`));
    expect(rotated.key).not.toBe(made.key);
    expect((await asUser("DELETE", `/api/account/keys/${rotated.id}`)).status).toBe(204);
    for (const key of [made.key, rotated.key]) {
      const answer = await call("GET", "/api/membership-usage", undefined, { "x-api-key": String(key) });
      expect(answer.status).toBe(401);
    }
  });

  it("can be renamed", async () => {
    const made = await json(asUser("POST", "/api/account/keys", { name: "old" }));
    const path = `/api/account/keys/${made.id}`;
    const renamed = await json(asUser("PATCH", path, { name: "new" }));
    const { key: _, ...shown } = made;
    expect(renamed).toEqual({ ...shown, name: "new" });
    for (const body of [{}, { name: 5 }, { name: "x".repeat(101) }, { name: "a", expiresAt: 1 }]) {
      expect((await asUser("PATCH", path, body)).status).toBe(400);
    }
    expect((await asUser("PATCH", "/api/account/keys/none", { name: "new" })).status).toBe(404);
  });

  it("expire when they were made to", async () => {
    const expiresAt = new Date(Date.now() + 86_400_000).toISOString();
    expect(await json(asUser("POST", "/api/account/keys", { expiresAt }))).toMatchObject({ expiresAt });
    const unix = Math.floor(Date.parse(expiresAt) / 1000);
    const made = await json(asUser("POST", "/api/account/keys", { expiresAt: unix }));
    expect(Date.parse(String(made.expiresAt))).toBe(unix * 1000);
  });

  it.each([
    [{ name: "x".repeat(101) }, 400, "'name'"],
    [{ expiresAt: "tomorrow" }, 400, "'expiresAt'"],
    [{ expiresAt: "2020-01-01T00:00:00Z" }, 400, "future"],
    [{ nme: "typo" }, 400, "nme"],
  ])("refuses %o", async (body, status, words) => {
    const answer = await asUser("POST", "/api/account/keys", body);
    expect(answer.status).toBe(status);
    expect(await answer.json()).toMatchObject({
      error: expect.stringContaining(words),
      code: "invalid_request",
      status,
    });
  });

  it("are limited, which every API says in its own words", async () => {
    const { platform } = server;
    const email = "limited@example.com";
    const { uid } = await platform.administration.createAccount({ email, emailVerified: true, plan: "Pro" });
    const limits = { monthlyLimit: 1, allowedOrigins: ["https://shop.example"] };
    const { id, key } = await platform.keys.create(uid, limits);
    const ask = async (path: string, header: string, field: string, origin: string) => {
      const body = new FormData();
      body.append(field, new Blob([await picture()]), "photo.png");
      const headers = { [header]: key, origin };
      const answer = await fetch(server.url + path, { method: "POST", headers, body });
      const isPicture = answer.headers.get("content-type")?.startsWith("image/");
      return [answer.status, isPicture || (await answer.json())];
    };
    const askAll = async (origin = "https://shop.example") => [
      await ask("/rmbg", "x-api-key", "image", origin),
      await ask("/v1.0/removebg", "x-api-key", "image_file", origin),
      await ask("/v2/rembg/", "apikey", "image", origin),
      await ask("/api/remove", "x-api-key", "file", origin),
    ];
    const reason = "The API key may not be used from this origin";
    expect(await askAll("https://elsewhere.example")).toEqual([
      [403, { error: reason, status: 403 }],
      [403, { errors: [{ title: "API Key not allowed here", code: "auth_failed", detail: reason }] }],
      [403, { error: { code: "invalid_api_key", message: `${reason}.` } }],
      [403, { detail: reason }],
    ]);
    const spent = expect.stringContaining("monthly limit");
    expect(await askAll()).toMatchObject([
      [200, true],
      [402, { errors: [{ title: spent, code: "insufficient_credits" }] }],
      [402, { error: { code: "insufficient_credits", message: spent } }],
      [429, { detail: spent }],
    ]);
    expect(await ask("/rmbg", "x-api-key", "image", "https://shop.example")).toMatchObject([
      429,
      { error: spent, status: 429 },
    ]);
    await platform.keys.change(uid, id, { monthlyLimit: null, allowedEndpoints: ["/v1.0"] });
    expect((await askAll()).map(([status]) => status)).toEqual([403, 200, 403, 403]);
    const headers = { "x-api-key": key, origin: "https://shop.example" };
    const jobs = await call("GET", "/api/jobs", undefined, headers);
    expect([jobs.status, await jobs.json()]).toMatchObject([403, { code: "key_not_allowed" }]);
  });

  it("are changed in their limits and tell what they spent this month", async () => {
    const made = await json(asUser("POST", "/api/account/keys", { name: "counted", monthlyLimit: 9 }));
    const path = `/api/account/keys/${made.id}`;
    expect(await json(asUser("PATCH", path, { monthlyLimit: 5 }))).toMatchObject({
      name: "counted",
      monthlyLimit: 5,
      allowedOrigins: null,
    });
    const { keys } = (await json(asUser("GET", "/api/account/keys"))) as { keys: object[] };
    expect(keys).toContainEqual(expect.objectContaining({ name: "counted", usedThisMonth: 0 }));
    for (const change of [{ monthlyLimit: 0 }, { allowedOrigins: ["shop"] }, { allowedEndpoints: ["/x"] }]) {
      expect((await asUser("PATCH", path, change)).status).toBe(400);
    }
    await asUser("DELETE", path);
  });

  it("of others are not to be found", async () => {
    const { platform } = server;
    const other = await platform.administration.createAccount({
      email: "eve@example.com",
      emailVerified: true,
    });
    const { id, key } = await platform.keys.create(other.uid);
    expect((await asUser("DELETE", `/api/account/keys/${id}`)).status).toBe(404);
    expect((await asUser("PATCH", `/api/account/keys/${id}`, { name: "mine" })).status).toBe(404);
    expect((await call("GET", "/api/membership-usage", undefined, { "x-api-key": key })).status).toBe(200);
  });
});

describe("usage", () => {
  const day = (ago: number) => new Date(Date.now() - ago * 86_400_000).toISOString().slice(0, 10);

  it("is told by day, every day present", async () => {
    const { days } = (await json(asUser("GET", `/api/account/usage?from=${day(6)}&to=${day(0)}`))) as {
      days: object[];
    };
    expect(days).toHaveLength(7);
    expect(days.at(0)).toEqual({ date: day(6), app: 0, api: 0 });
    expect(days.at(-1)).toEqual({ date: day(0), app: 2, api: 0 });
  });

  it("is told of a span that ended before today", async () => {
    expect(await json(asUser("GET", `/api/account/usage?from=${day(3)}&to=${day(2)}`))).toEqual({
      days: [day(3), day(2)].map((date) => ({ date, app: 0, api: 0 })),
    });
  });

  it.each([
    ["nothing", "", "'from'"],
    ["no date", `?from=soon&to=${day(0)}`, "'from'"],
    ["a span that ends before it begins", `?from=${day(0)}&to=${day(1)}`, "'from' must not be after 'to'"],
    ["the future", `?from=${day(0)}&to=${day(-2)}`, "'to' must not be in the future"],
    ["more than a year", `?from=${day(366)}&to=${day(0)}`, "'from' must be within the last 366 days"],
  ])("refuses %s", async (_name, query, words) => {
    const answer = await asUser("GET", `/api/account/usage${query}`);
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ error: expect.stringContaining(words) });
  });
});

describe("billing", () => {
  it("says that nothing is sold where it is not configured", async () => {
    const offers = (await json(asUser("GET", "/api/account/billing"))) as { plans: object[] };
    expect(offers).toMatchObject({ enabled: false, packs: [], hasCustomer: false });
    expect(offers.plans[0]).toEqual({
      label: "Basic",
      includedCredits: 100,
      requestsPerMinute: 10,
      purchasable: false,
    });
    for (const [path, body] of [
      ["checkout", { plan: "Pro" }],
      ["checkout", { pack: "500" }],
      ["portal", undefined],
    ] as const) {
      const answer = await asUser("POST", `/api/account/billing/${path}`, body);
      expect(answer.status).toBe(404);
      expect(await answer.json()).toMatchObject({ code: "billing_disabled" });
    }
  });
});

describe("the profile", () => {
  it("can be changed", async () => {
    const answer = await asUser("PATCH", "/api/account", { name: "Ada L.", language: "th" });
    expect(answer.status).toBe(200);
    expect(await answer.json()).toMatchObject({ name: "Ada L.", language: "th", email });
    expect(await json(asUser("GET", "/api/account"))).toMatchObject({ name: "Ada L.", language: "th" });
  });

  it.each([{ language: "xx" }, { name: 5 }, { plan: "Mega" }, { emailVerified: true }])(
    "refuses %o",
    async (change) => {
      expect((await asUser("PATCH", "/api/account", change)).status).toBe(400);
    },
  );
});

describe("what everybody may ask", () => {
  it("is what this installation offers", async () => {
    expect(await json(call("GET", "/api/site"))).toEqual({
      name: "Alphacut",
      links: { imprint: "https://example.com/imprint" },
      languages: ["en", "th", "tr", "de", "ko"],
      socialProviders: [],
      billing: false,
      anonymousDaily: 25,
      onDevice: true,
      support: { url: "https://help.example.com" },
      limits: { maxBytes: 52_428_800, maxSide: 10_000 },
    });
  });

  it("is how many images the address has left, which asking does not change", async () => {
    const ask = () => json(call("GET", "/api/account/anonymous"));
    const midnight = Math.ceil(Date.now() / 86_400_000) * 86_400;
    expect(await ask()).toEqual({ limit: 25, remaining: 25, resetUnix: midnight });
    await fetch(`${server.url}/rmbg`, { method: "POST", body: formOf(await picture()) });
    expect(await ask()).toMatchObject({ remaining: 24 });
    expect(await ask()).toMatchObject({ remaining: 24 });
  });
});

describe("who may not", () => {
  it.each([
    ["nobody", {}],
    ["a forged token", { authorization: "Bearer forged.token" }],
    ["an API key", { "x-api-key": "ac_whatever" }],
  ])("%s gets 401 everywhere", async (_name, headers) => {
    for (const path of ["/api/account", "/api/account/keys", "/api/account/membership"]) {
      const answer = await call("GET", path, undefined, headers as Record<string, string>);
      expect(answer.status).toBe(401);
      expect(await answer.json()).toEqual({
        error: "Please sign in",
        code: "unauthenticated",
        status: 401,
      });
    }
  });

  it("another site's page cannot make a key with the visitor's cookie", async () => {
    const answer = await call(
      "POST",
      "/api/account/keys",
      {},
      { cookie, origin: "https://evil.example.com" },
    );
    expect(answer.status).toBe(403);
    expect(await answer.json()).toMatchObject({ code: "foreign_origin" });
    const own = await call("POST", "/api/account/keys", {}, { cookie, origin: server.url });
    expect(own.status).toBe(201);
  });

  it("another method is 405, but only for who may know the address", async () => {
    const answer = await asUser("DELETE", "/api/account/keys");
    expect(answer.status).toBe(405);
    expect(answer.headers.get("allow")).toBe("GET, POST, HEAD");
    expect((await call("DELETE", "/api/account/keys")).status).toBe(401);
  });

  it.each([
    ["no JSON", "text/plain", "{}", 415, "invalid_request"],
    ["broken JSON", "application/json", "{", 400, "invalid_request"],
    ["a huge body", "application/json", `"${"x".repeat(2 * 1024 * 1024)}"`, 413, "invalid_request"],
  ])("%s is refused in words", async (_name, type, body, status, code) => {
    const answer = await fetch(`${server.url}/api/account/keys`, {
      method: "POST",
      headers: { authorization: `Bearer ${token}`, "content-type": type },
      body,
    });
    expect(answer.status).toBe(status);
    expect(await answer.json()).toMatchObject({ code, status });
  });
});

describe("the end", () => {
  it("of a session is signing out", async () => {
    const { platform } = server;
    const person = { email: "bob@example.com", password, emailVerified: true };
    await platform.administration.createAccount(person);
    const answer = await call("POST", "/api/auth/sign-in/email", person);
    const authorization = `Bearer ${answer.headers.get("set-auth-token")}`;
    expect((await call("GET", "/api/account", undefined, { authorization })).status).toBe(200);
    await call("POST", "/api/auth/sign-out", {}, { authorization });
    expect((await call("GET", "/api/account", undefined, { authorization })).status).toBe(401);
  });

  it("of an account takes the password", async () => {
    const wrong = await asUser("DELETE", "/api/account", { password: "not this one" });
    expect(wrong.status).toBe(400);
    expect(await wrong.json()).toMatchObject({
      code: "invalid_password",
      status: 400,
      error: "Invalid password",
    });
    expect((await asUser("GET", "/api/account")).status).toBe(200);
    expect((await asUser("DELETE", "/api/account", { password })).status).toBe(204);
    expect((await asUser("GET", "/api/account")).status).toBe(401);
    expect(await server.platform.accounts.findByEmail(email)).toBeUndefined();
  });
});

describe("signing in", () => {
  it("is limited by the client's own address, whatever it claims", async () => {
    const attempt = (i: number) =>
      call(
        "POST",
        "/api/auth/sign-in/email",
        { email: `nobody${i}@example.com`, password: "wrong password" },
        { "x-forwarded-for": `203.0.113.${i}`, "x-alphacut-client-address": `203.0.113.${i}` },
      );
    let last = await attempt(0);
    for (let i = 1; i < 12 && last.status !== 429; i++) last = await attempt(i);
    expect(last.status).toBe(429);
    expect(Number(last.headers.get("retry-after"))).toBeGreaterThan(0);
  });
});
