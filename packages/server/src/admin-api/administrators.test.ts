import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { listenForReal, type RealServer } from "../testing/real-server.ts";

const password = "correct horse battery";
let server: RealServer;
let number = 0;
let admin: Session;

interface Session {
  uid: string;
  token: string;
  cookie: string;
}

beforeAll(async () => {
  server = await listenForReal({}, {}, { adminToken: undefined });
});
afterAll(() => server.close());
beforeEach(async () => {
  admin = await signedIn({ role: "admin" });
});

async function signedIn(account: { role?: "user" | "admin" }): Promise<Session> {
  const email = `person${++number}@example.com`;
  const { uid } = await server.platform.administration.createAccount({
    email,
    password,
    emailVerified: true,
    ...account,
  });
  // Through the platform itself: the same address may try to sign in ten times a minute.
  const answer = await server.platform.accounts.handler(
    new Request(`${server.url}/api/auth/sign-in/email`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ email, password }),
    }),
    `192.0.2.${number}`,
  );
  const cookie = answer.headers.getSetCookie()[0]?.split(";", 1)[0] ?? "";
  return { uid, token: answer.headers.get("set-auth-token") ?? "", cookie };
}

function call(method: string, path: string, headers: Record<string, string>, body?: object) {
  return fetch(`${server.url}/api/admin${path}`, {
    method,
    headers: { ...headers, ...(body && { "content-type": "application/json" }) },
    ...(body && { body: JSON.stringify(body) }),
  });
}

const byCookie = ({ cookie }: Session) => ({ cookie });
const byToken = ({ token }: Session) => ({ authorization: `Bearer ${token}` });
const statusOf = async (answer: Promise<Response>) => (await answer).status;

describe("administrators", () => {
  it.each([
    ["cookie", byCookie],
    ["user token", byToken],
  ])("open the admin API by %s, though no admin token is configured", async (_name, by) => {
    const answer = await call("GET", "/status", by(admin));
    expect(answer.status).toBe(200);
    expect(answer.headers.get("cache-control")).toBe("no-store");
    expect(await statusOf(call("POST", "/users", by(admin), { email: `new${++number}@example.com` }))).toBe(
      201,
    );
  });

  it("are told their role", async () => {
    const roleOf = async (session: Session) =>
      (await fetch(`${server.url}/api/account`, { headers: byToken(session) })).json();
    expect(await roleOf(admin)).toMatchObject({ role: "admin" });
    expect(await roleOf(await signedIn({}))).toMatchObject({ role: "user" });
  });

  it.each([
    ["demoted", { role: "user" }],
    ["suspended", { suspended: true }],
    ["unconfirmed", { emailVerified: false }],
  ] as const)("lose it at once when they are %s by another", async (_name, change) => {
    const other = await signedIn({ role: "admin" });
    expect(await statusOf(call("GET", "/users", byCookie(other)))).toBe(200);
    expect(await statusOf(call("PATCH", `/users/${other.uid}`, byCookie(admin), change))).toBe(200);
    expect(await statusOf(call("GET", "/users", byCookie(other)))).toBe(404);
    expect(await statusOf(call("GET", "/users", byToken(other)))).toBe(404);
  });

  it("get it at once when another makes them administrators", async () => {
    const user = await signedIn({});
    expect(await statusOf(call("GET", "/users", byToken(user)))).toBe(404);
    const answer = await call("PATCH", `/users/${user.uid}`, byCookie(admin), { role: "admin" });
    expect(await answer.json()).toMatchObject({ uid: user.uid, role: "admin" });
    expect(await statusOf(call("GET", "/users", byToken(user)))).toBe(200);
  });

  it.each([
    ["role", { role: "user" }],
    ["suspended", { suspended: true, plan: "Pro" }],
    ["emailVerified", { emailVerified: false }],
  ])("cannot shut themselves out by '%s', and nothing of such a change is done", async (field, change) => {
    const answer = await call("PATCH", `/users/${admin.uid}`, byCookie(admin), change);
    expect(answer.status).toBe(409);
    const error = "You cannot shut yourself out: ask another administrator, or use the admin token";
    expect(await answer.json()).toEqual({
      error,
      code: "own_account",
      details: [{ field, message: error }],
      status: 409,
    });
    expect(await server.platform.accounts.find(admin.uid)).toMatchObject({
      role: "admin",
      plan: "Basic",
      suspended: false,
      emailVerified: true,
    });
  });

  it("cannot delete themselves by mistake", async () => {
    const { email } = (await server.platform.accounts.find(admin.uid))!;
    expect(await statusOf(call("DELETE", `/users/${admin.uid}`, byCookie(admin), { email }))).toBe(409);
  });

  it("may change everything else of themselves", async () => {
    const change = { plan: "Pro", prepaidCredits: 5, role: "admin", suspended: false };
    const answer = await call("PATCH", `/users/${admin.uid}`, byCookie(admin), change);
    expect(await answer.json()).toMatchObject({ plan: "Pro", prepaidCredits: 5, role: "admin" });
  });

  it("change nothing from another site's page, and cannot be seen from there to be administrators", async () => {
    const foreign = { ...byCookie(admin), origin: "https://elsewhere.example" };
    const email = `csrf${++number}@example.com`;
    expect(await statusOf(call("POST", "/users", foreign, { email }))).toBe(403);
    expect(await server.platform.accounts.findByEmail(email)).toBeUndefined();
    const own = { ...byCookie(admin), origin: server.url };
    expect(await statusOf(call("POST", "/users", own, { email }))).toBe(201);
  });
});

describe("without a token configured", () => {
  it.each([
    ["nobody", {}],
    ["a token", { authorization: "Bearer undefined" }],
    ["an empty token", { authorization: "Bearer " }],
    ["a forged cookie", { cookie: "alphacut.session_token=forged.forged" }],
  ])("there is nothing for %s", async (_name, headers) => {
    for (const method of ["GET", "DELETE"]) {
      expect(await statusOf(call(method, "/users", headers as Record<string, string>))).toBe(404);
    }
  });
});
