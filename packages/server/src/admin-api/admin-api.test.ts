import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import type { ReadableStream } from "node:stream/web";
import { layReady } from "@alphacut/platform";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { formOf, picture } from "../testing/pictures.ts";
import { ADMIN_TOKEN, listenForReal, type RealServer } from "../testing/real-server.ts";

let server: RealServer;
let uid: string;

beforeAll(async () => {
  server = await listenForReal();
});
afterAll(() => server.close());

function call(method: string, path: string, body?: object, authorization = `Bearer ${ADMIN_TOKEN}`) {
  return fetch(`${server.url}/api/admin${path}`, {
    method,
    headers: { authorization, ...(body ? { "content-type": "application/json" } : {}) },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
}

const json = async (answer: Response | Promise<Response>) =>
  (await (await answer).json()) as Record<string, unknown>;

describe("the admin API", () => {
  it("makes an account that can work at once", async () => {
    const body = {
      email: "Bob@Example.com",
      password: "a long password",
      emailVerified: true,
      plan: "Per Usage",
      prepaidCredits: 2,
    };
    const answer = await call("POST", "/users", body);
    expect(answer.status).toBe(201);
    const user = await json(answer);
    expect(user).toMatchObject({
      email: "bob@example.com",
      plan: "Per Usage",
      emailVerified: true,
      prepaidCredits: 2,
    });
    expect(JSON.stringify(user)).not.toContain("password");
    uid = String(user.uid);
  });

  it("finds it by its address", async () => {
    expect(await json(call("GET", "/users?email=bob@example.com"))).toMatchObject({ users: [{ uid }] });
    expect(await json(call("GET", "/users?email=nobody@example.com"))).toEqual({ users: [] });
  });

  it("finds accounts by a part of address or name, page by page, newest first", async () => {
    for (const name of ["Page One", "Page Two", "Page Three"]) {
      const email = `${name.replace(" ", ".")}@example.com`;
      expect(await json(call("POST", "/users", { email }))).toMatchObject({ role: "user" });
    }
    const first = await json(call("GET", "/users?query=PAGE.t&limit=1"));
    expect(first).toEqual({
      users: [expect.objectContaining({ email: "page.three@example.com" })],
      nextCursor: expect.any(String),
    });
    const next = new URLSearchParams({ query: "PAGE.t", limit: "1", cursor: String(first.nextCursor) });
    const second = await json(call("GET", `/users?${next}`));
    expect(second).toEqual({ users: [expect.objectContaining({ email: "page.two@example.com" })] });
    const { users } = (await json(call("GET", "/users"))) as { users: object[] };
    expect(users.length).toBeGreaterThanOrEqual(4);
  });

  it("makes a key that is shown once, and revokes it at once", async () => {
    const answer = await call("POST", `/users/${uid}/keys`, { name: "ci" });
    expect(answer.status).toBe(201);
    const made = await json(answer);
    expect(made).toEqual({
      id: expect.any(String),
      key: expect.stringMatching(/^ac_/),
      name: "ci",
      prefix: String(made.key).slice(0, String(made.prefix).length),
    });
    const cutout = async () =>
      fetch(`${server.url}/rmbg`, {
        method: "POST",
        headers: { "x-api-key": String(made.key) },
        body: formOf(await picture()),
      });
    expect((await cutout()).headers.get("x-credits-remaining")).toBe("1");
    expect((await call("DELETE", `/users/${uid}/keys/${made.id}`)).status).toBe(204);
    expect((await cutout()).status).toBe(401);
  });

  it("makes a key without being told anything about it", async () => {
    expect((await call("POST", `/users/${uid}/keys`)).status).toBe(201);
  });

  it("changes plan, credits, period, verification and suspension, at once", async () => {
    const { key } = await server.platform.keys.create(uid);
    const period = { startUnix: 1_740_441_600, endUnix: 4_000_000_000 };
    const change = { plan: "Premium-20000", prepaidCredits: 2000, billingPeriod: period };
    expect(await json(call("PATCH", `/users/${uid}`, change))).toMatchObject({ uid, plan: "Premium-20000" });
    const usage = () =>
      fetch(`${server.url}/api/membership-usage?expand=billing_cycle`, { headers: { "x-api-key": key } });
    expect(await json(usage())).toMatchObject({
      membership: "Premium-20000",
      credits: 20_000,
      prepaidCredits: 2000,
      billingCycle: {
        periodStartUnix: period.startUnix,
        periodEndUnix: period.endUnix,
        stripeBillingSynced: true,
      },
    });
    await call("PATCH", `/users/${uid}`, { suspended: true });
    expect((await usage()).status).toBe(403);
    await call("PATCH", `/users/${uid}`, { suspended: false, emailVerified: false });
    expect((await usage()).status).toBe(403);
  });

  it("shows what was done to whom, by whom and why, page by page, and lets nobody change it", async () => {
    await call("PATCH", `/users/${uid}`, { plan: "Mega", reason: "a gift" });
    await call("PATCH", `/users/${uid}`, { plan: "Premium-20000" });
    type Trail = { entries: Record<string, unknown>[]; next?: string };
    const first = (await json(call("GET", `/audit?uid=${uid}&limit=1`))) as Trail;
    expect(first.entries).toMatchObject([{ actor: "admin token", after: { plan: "Premium-20000" } }]);
    const second = (await json(call("GET", `/audit?uid=${uid}&limit=1&cursor=${first.next}`))) as Trail;
    expect(second.entries).toEqual([
      {
        id: expect.any(String),
        at: expect.any(String),
        actor: "admin token",
        action: "account.changed",
        uid,
        email: expect.any(String),
        before: { plan: "Premium-20000" },
        after: { plan: "Mega" },
        reason: "a gift",
      },
    ]);
    for (const method of ["POST", "PATCH", "DELETE"]) {
      expect((await call(method, "/audit", {})).status).toBe(405);
    }
  });

  it("lists an account's keys without their secrets", async () => {
    const { keys } = (await json(call("GET", `/users/${uid}/keys`))) as { keys: object[] };
    expect(keys.length).toBeGreaterThan(1);
    expect(keys[0]).not.toHaveProperty("key");
    expect(keys.at(-1)).toMatchObject({ name: "ci", revokedAt: expect.any(String) });
  });

  it("tells how the server is, recent failures included", async () => {
    server.engine.before = async () => {
      throw new TypeError("it broke\nat some line");
    };
    const failed = await fetch(`${server.url}/rmbg`, { method: "POST", body: formOf(await picture()) });
    server.engine.before = async () => {};
    expect(await json(call("GET", "/status"))).toEqual({
      version: "1.2.3",
      uptimeSeconds: expect.any(Number),
      engine: {
        ready: true,
        model: "brightness",
        precision: { precision: "float32", reason: "only" },
        threads: 1,
        working: 0,
        waiting: 0,
        workers: 1,
        devices: ["cpu"],
      },
      storage: { database: "ok", redis: "off" },
      mail: { transport: "outbox", waiting: 0, failures: 0 },
      setUp: expect.objectContaining({ database: "embedded", mail: false, files: "folder" }),
      recentErrors: [
        {
          at: expect.any(String),
          requestId: failed.headers.get("x-request-id"),
          route: "POST /rmbg",
          message: "TypeError: it broke",
        },
      ],
    });
  });

  it("tells what accounts used, have left and when they were seen, sorted and filtered", async () => {
    const email = "worker@example.com";
    const made = { email, emailVerified: true, plan: "Pro", prepaidCredits: 5 };
    const { uid: worker } = await json(call("POST", "/users", made));
    const { key } = await server.platform.keys.create(String(worker));
    const headers = { "x-api-key": key };
    await fetch(`${server.url}/rmbg`, { method: "POST", headers, body: formOf(await picture()) });
    await expect
      .poll(async () => (await server.platform.accounts.find(String(worker)))?.lastSeenAt)
      .not.toBeNull();
    expect(await json(call("GET", "/users?sort=usage&plan=Pro&state=active&limit=1"))).toMatchObject({
      users: [{ email, usedThisMonth: 1, creditsLeft: 1004, lastSeenAt: expect.any(String) }],
    });
    expect(await json(call("GET", "/users?sort=lastSeen&limit=1"))).toMatchObject({ users: [{ email }] });
    expect(await json(call("GET", `/users?role=admin&query=${email}`))).toEqual({ users: [] });
    const overview = await json(call("GET", "/overview"));
    expect(overview).toMatchObject({
      totals: { accounts: expect.any(Number), imagesThisMonth: { api: expect.any(Number) } },
      lastDay: { requests: expect.any(Number), medianMs: expect.any(Number), p95Ms: expect.any(Number) },
    });
    const { lastDay, hours } = overview as { lastDay: { requests: number }; hours: { requests: number }[] };
    expect(hours.reduce((sum, { requests }) => sum + requests, 0)).toBe(lastDay.requests);
    expect(lastDay.requests).toBeGreaterThan(0);
  });

  it("resets a password by a link that works once, exports an account, and deletes it with all it has", async () => {
    const email = "leaver@example.com";
    const { uid: leaver } = await json(call("POST", "/users", { email, password: "the old password" }));
    const { key } = await server.platform.keys.create(String(leaver));
    const { link } = await json(call("POST", `/users/${leaver}/reset-password`));
    const page = await fetch(String(link), { redirect: "manual" });
    const token = new URL(page.headers.get("location") ?? "").searchParams.get("token");
    const choose = () =>
      fetch(`${server.url}/api/auth/reset-password`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ token, newPassword: "the new password" }),
      });
    expect((await choose()).status).toBe(200);
    expect((await choose()).status).toBe(400);

    const exported = await call("GET", `/users/${leaver}/export`);
    expect(exported.headers.get("content-disposition")).toContain("account.json");
    expect(await exported.json()).toMatchObject({ account: [{ email }], keys: [{ usedThisMonth: 0 }] });

    const wrong = await call("DELETE", `/users/${leaver}`, { email: "another@example.com" });
    expect([wrong.status, await wrong.json()]).toMatchObject([400, { details: [{ field: "email" }] }]);
    const gone = await call("DELETE", `/users/${leaver}`, { email: "Leaver@example.com", reason: "asked" });
    expect(gone.status).toBe(204);
    const usage = await fetch(`${server.url}/api/membership-usage`, { headers: { "x-api-key": key } });
    expect(usage.status).toBe(401);
    expect((await call("DELETE", `/users/${leaver}`, { email })).status).toBe(404);
    const { entries } = (await json(call("GET", `/audit?uid=${leaver}`))) as {
      entries: { action: string }[];
    };
    expect(entries.map(({ action }) => action)).toEqual([
      "account.deleted",
      "account.exported",
      "password.reset",
      "account.created",
    ]);
  });

  it("sends a mail that only says that mails work", async () => {
    const to = "operator@example.com";
    const answer = await json(call("POST", "/mail/test", { to, language: "de" }));
    expect(answer).toEqual({ sent: true, transport: "outbox" });
    const mail = (await server.mails()).find((one) => one.includes(to));
    expect(mail).toContain("Test-E-Mail");
    expect((await call("POST", "/mail/test", {})).status).toBe(400);
  });

  it("gives a backup to whoever has the token, and to no administrator who is signed in", async () => {
    const backup = await call("GET", "/backup");
    expect([backup.status, backup.headers.get("content-type")]).toEqual([200, "application/gzip"]);
    const folder = await mkdtemp(join(tmpdir(), "alphacut-restore-"));
    await layReady(folder, Readable.fromWeb(backup.body as ReadableStream));
    const names = await readdir(join(folder, "restore"));
    expect(names.sort()).toEqual(["auth-secret", "database", "manifest.json"]);
    await rm(folder, { recursive: true });
    const { accounts } = server.platform;
    const boss = { email: "backup@example.com", password: "long enough", emailVerified: true, role: "admin" };
    await accounts.create(boss as Parameters<typeof accounts.create>[0]);
    const signedIn = await fetch(`${server.url}/api/auth/sign-in/email`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ email: boss.email, password: boss.password }),
    });
    const authorization = `Bearer ${signedIn.headers.get("set-auth-token")}`;
    const refused = await fetch(`${server.url}/api/admin/backup`, { headers: { authorization } });
    expect(refused.status).toBe(400);
    expect((await refused.json()) as object).toMatchObject({ error: expect.stringContaining("token") });
  });

  it("counts all usage again", async () => {
    expect(await json(call("POST", "/usage/rebuild"))).toEqual({ accounts: expect.any(Number) });
  });

  it.each([
    ["POST", "/users", {}, 400, "'email'"],
    ["POST", "/users", { email: "nonsense" }, 400, "'email'"],
    ["POST", "/users", { email: "a@example.com", password: "short" }, 400, "'password'"],
    ["POST", "/users", { email: "a@example.com", prepaidCredits: 1.5 }, 400, "'prepaidCredits'"],
    ["POST", "/users", { email: "a@example.com", plan: "Gold" }, 400, 'There is no plan "Gold"'],
    ["POST", "/users", { email: "bob@example.com" }, 409, "already has an account"],
    ["POST", "/users", { email: "a@example.com", role: "operator" }, 400, "'role'"],
    ["GET", "/users?limit=0", undefined, 400, "'limit'"],
    ["GET", "/users?limit=101", undefined, 400, "'limit'"],
    ["GET", "/users?cursor=nonsense", undefined, 400, "'cursor'"],
    ["PATCH", "/users/nobody", { role: "operator" }, 400, "'role'"],
    ["PATCH", "/users/nobody", { plan: "Pro" }, 404, "no such account"],
    ["POST", "/users/nobody/keys", {}, 404, "no such account"],
    ["DELETE", "/users/nobody/keys/none", undefined, 404, "no such key"],
  ])("%s %s %o is refused in words", async (method, path, body, status, words) => {
    const answer = await call(method, path, body);
    expect(answer.status).toBe(status);
    expect(await answer.json()).toMatchObject({ error: expect.stringContaining(words), status });
  });

  it("refuses a period that ends before it starts", async () => {
    const answer = await call("PATCH", `/users/${uid}`, { billingPeriod: { startUnix: 5, endUnix: 5 } });
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ details: [{ field: "billingPeriod" }] });
  });

  it.each([
    ["no token", ""],
    ["a wrong token", "Bearer a-token-for-tests-onlY"],
    ["another scheme", `Basic ${ADMIN_TOKEN}`],
  ])("answers 401 to %s, before the body is judged", async (_name, authorization) => {
    const answer = await call("POST", "/users", {}, authorization);
    expect(answer.status).toBe(401);
    expect(await answer.json()).toMatchObject({ status: 401 });
  });
});
