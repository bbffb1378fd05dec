import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { runCommand } from "../testing/run-command.ts";

const TOKEN = "a token of sixteen or more";
let server: Server;
let requests: { call: string; token: string | undefined; body: unknown }[];
let answers: Record<string, unknown>;
let refusal: { status: number; body: string } | undefined;
let url: string;

const ada = {
  uid: "u 9",
  email: "ada@example.com",
  name: "Ada",
  plan: "Pro",
  role: "admin",
  prepaidCredits: 500,
  emailVerified: true,
  suspended: false,
  language: "en",
  createdAt: "2026-03-01T09:00:00.000Z",
  lastSeenAt: "2026-03-15T12:00:00.000Z",
  usedThisMonth: 360,
  creditsLeft: 1140,
};
const bob = {
  ...ada,
  uid: "u10",
  email: "bob@example.com",
  role: "user",
  suspended: true,
  prepaidCredits: 0,
  lastSeenAt: null,
  usedThisMonth: 0,
  creditsLeft: 1000,
};
const key = {
  id: "k1",
  name: "shop",
  prefix: "ac_Qm3v",
  lastFour: "t9Zw",
  createdAt: "2026-03-01T09:30:00.000Z",
  expiresAt: null,
  revokedAt: "2026-03-09T09:30:00.000Z",
  lastUsedAt: null,
};
const status = {
  version: "1.2.3",
  uptimeSeconds: 93_784,
  engine: {
    ready: true,
    model: "isnet",
    precision: { precision: "int8", reason: "trial", trial: { agreement: 0.9979, speedup: 4.23 } },
    threads: 2,
    working: 1,
    waiting: 3,
    workers: 1,
    devices: ["cpu"],
  },
  storage: { database: "ok", redis: "off" },
  mail: { transport: "smtp", waiting: 2, failures: 3 },
  recentErrors: [{ at: "2026-03-15T12:00:00Z", requestId: "r1", route: "POST /rmbg", message: "Error: no" }],
};

beforeEach(async () => {
  requests = [];
  refusal = undefined;
  answers = {
    "GET /users": { users: [ada] },
    "POST /users": ada,
    "PATCH /users/u1": ada,
    "GET /users/u1/keys": { keys: [key] },
    "POST /users/u1/keys": { id: "k1", key: "ac_secret", name: "shop", prefix: "ac_" },
    "GET /audit": {
      entries: [
        {
          at: "2026-03-15T12:00:00.000Z",
          actor: "boss@example.com",
          action: "account.changed",
          uid: "u1",
          email: "ada@example.com",
          before: { plan: "Basic", suspended: true },
          after: { plan: "Pro", suspended: false },
          reason: "ticket 7",
        },
      ],
    },
    "GET /status": status,
    "POST /usage/rebuild": { accounts: 7 },
    "POST /users/u1/reset-password": { link: "http://127.0.0.1/api/auth/reset-password/x" },
    "GET /users/u1/export": { account: [{ id: "u1" }] },
    "POST /mail/test": { sent: true, transport: "outbox" },
  };
  server = createServer(async (request, response) => {
    const body = await text(request);
    const { method, url: path = "", headers } = request;
    requests.push({
      call: `${method} ${path}`,
      token: headers.authorization,
      body: body ? JSON.parse(body) : undefined,
    });
    const answer = answers[`${method} ${path.replace("/api/admin", "").split("?", 1)[0]}`];
    response.writeHead(refusal?.status ?? 200);
    response.end(refusal?.body ?? (answer && JSON.stringify(answer)));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(async () => {
  server.closeAllConnections();
  server.close();
  await once(server, "close");
});

const admin = (args: string[], stdin = "") =>
  runCommand(["admin", ...args], {
    env: { ALPHACUT_URL: `${url}/`, ALPHACUT_ADMIN_TOKEN: TOKEN },
    stdin: Buffer.from(stdin),
  });

describe("alphacut admin", () => {
  it.each<[string[], string, unknown]>([
    [
      ["users", "create", "ada@example.com", "--plan", "Pro", "--prepaid-credits", "5", "--email-verified"],
      "POST /api/admin/users",
      { email: "ada@example.com", plan: "Pro", prepaidCredits: 5, emailVerified: true },
    ],
    [["users", "show", "ada@example.com"], "GET /api/admin/users?email=ada%40example.com", undefined],
    [["users", "list"], "GET /api/admin/users?limit=50", undefined],
    [
      ["users", "list", "--sort", "usage", "--plan", "Pro", "--role", "user", "--state", "active"],
      "GET /api/admin/users?sort=usage&plan=Pro&role=user&state=active&limit=50",
      undefined,
    ],
    [
      ["users", "reset-password", "u1", "--reason", "by phone"],
      "POST /api/admin/users/u1/reset-password",
      { reason: "by phone" },
    ],
    [["users", "export", "u1"], "GET /api/admin/users/u1/export", undefined],
    [["mail-test", "me@example.com"], "POST /api/admin/mail/test", { to: "me@example.com" }],
    [["users", "list", "a b", "--limit", "3"], "GET /api/admin/users?limit=3&query=a+b", undefined],
    [
      ["users", "create", "root@example.com", "--role", "admin"],
      "POST /api/admin/users",
      { email: "root@example.com", role: "admin" },
    ],
    [
      ["users", "set", "u1", "--role", "user", "--no-email-verified", "--json"],
      "PATCH /api/admin/users/u1",
      { role: "user", emailVerified: false },
    ],
    [["keys", "list", "u1"], "GET /api/admin/users/u1/keys", undefined],
    [["status"], "GET /api/admin/status", undefined],
    [
      ["users", "set", "u1", "--suspended", "--reason", "spam"],
      "PATCH /api/admin/users/u1",
      { suspended: true, reason: "spam" },
    ],
    [["audit", "u1", "--limit", "3"], "GET /api/admin/audit?limit=3&uid=u1", undefined],
    [["users", "set", "u1", "--no-suspended"], "PATCH /api/admin/users/u1", { suspended: false }],
    [
      ["users", "set", "u1", "--billing-period", "1740441600,1743033599"],
      "PATCH /api/admin/users/u1",
      { billingPeriod: { startUnix: 1740441600, endUnix: 1743033599 } },
    ],
    [["keys", "create", "u1", "--name", "shop"], "POST /api/admin/users/u1/keys", { name: "shop" }],
    [["keys", "revoke", "u1", "k/1"], "DELETE /api/admin/users/u1/keys/k%2F1", undefined],
    [["usage", "rebuild"], "POST /api/admin/usage/rebuild", undefined],
  ])("%j calls %s with the token", async (args, call, body) => {
    expect(await admin(args)).toMatchObject({ code: 0, stderr: "" });
    expect(requests).toEqual([{ call, token: `Bearer ${TOKEN}`, body }]);
  });

  it.each<[string[], string]>([
    [
      ["users", "list"],
      `UID  EMAIL            PLAN  PREPAID  LEFT  MONTH  ROLE   STATE      CREATED     SEEN
u 9  ada@example.com  Pro   500      1140  360    admin  active     2026-03-01  2026-03-15
u10  bob@example.com  Pro   0        1000  0      user   suspended  2026-03-01  -
`,
    ],
    [
      ["keys", "list", "u1"],
      `ID  NAME  KEY           CREATED     USED  EXPIRES  REVOKED
k1  shop  ac_Qm3v…t9Zw  2026-03-01  -     -        2026-03-09
`,
    ],
    [
      ["audit"],
      `AT                ACTOR             ACTION           ACCOUNT          CHANGE                                      REASON
2026-03-15 12:00  boss@example.com  account.changed  ada@example.com  plan: Basic → Pro, suspended: true → false  ticket 7
`,
    ],
    [["keys", "create", "u1"], "id      k1\nkey     ac_secret\nname    shop\nprefix  ac_\n"],
    [
      ["status"],
      `version    1.2.3
uptime     1d 2h 3m
model      isnet, ready, 2 threads
workers    1, on cpu
precision  int8, decided on this machine: the 8-bit masks overlap by 99.8 % and take 1/4.2 of the time
images     1 in work, 3 waiting
database   ok
redis      off
mail       over SMTP, 2 waiting, 3 failed

AT                    ROUTE       MESSAGE    REQUEST
2026-03-15T12:00:00Z  POST /rmbg  Error: no  r1
`,
    ],
    [["usage", "rebuild"], "accounts  7\n"],
    [["users", "reset-password", "u1"], "http://127.0.0.1/api/auth/reset-password/x\n"],
    [["users", "export", "u1"], '{"account":[{"id":"u1"}]}\n'],
    [["mail-test", "me@example.com"], "Written into a file in data/outbox.\n"],
  ])("%j prints what people read", async (args, printed) => {
    answers["GET /users"] = { users: [ada, bob] };
    const { stdout, stderr, code } = await admin(args);
    expect({ code, stderr, stdout: stdout.toString() }).toEqual({ code: 0, stderr: "", stdout: printed });
  });

  it.each<[string[], unknown[]]>([
    [
      ["users", "list"],
      [ada, bob],
    ],
    [["users", "show", "ada@example.com"], [ada]],
    [["users", "set", "u1", "--plan", "Pro"], [ada]],
    [["keys", "list", "u1"], [key]],
    [["status"], [status]],
  ])("%j --json prints a line for each thing, as the server says it", async (args, things) => {
    answers["GET /users"] = { users: [ada, bob] };
    const { stdout } = await admin([...args, "--json"]);
    const lines = stdout.toString().trimEnd().split("\n");
    expect(lines.map((line) => JSON.parse(line))).toEqual(things);
  });

  it("lists page after page until there are enough, and says when there are more", async () => {
    answers["GET /users"] = { users: Array(100).fill(ada), nextCursor: "c+1" };
    const { stdout, stderr } = await admin(["users", "list", "--limit", "150", "--json"]);
    expect(requests.map(({ call }) => call)).toEqual([
      "GET /api/admin/users?limit=100",
      "GET /api/admin/users?limit=50&cursor=c%2B1",
    ]);
    expect(stdout.toString().trimEnd().split("\n").length).toBeGreaterThanOrEqual(150);
    expect(stderr).toContain("There are more");
  });

  it("lists everybody with --all", async () => {
    answers["GET /users"] = { users: [] };
    const { stdout } = await admin(["users", "list", "--all", "nobody"]);
    expect(stdout.toString()).toBe("There are no such users.\n");
    expect(requests.map(({ call }) => call)).toEqual(["GET /api/admin/users?limit=100&query=nobody"]);
  });

  it("lets no user's name steer the terminal", async () => {
    answers["GET /users"] = { users: [{ ...ada, name: "\u001b[2J\nroot" }] };
    const { stdout } = await admin(["users", "show", "ada@example.com"]);
    expect(stdout.toString()).toContain("name            ?[2J?root\n");
  });

  it("finds a user by the e-mail address", async () => {
    await admin(["keys", "revoke", "ada@example.com", "k1"]);
    expect(requests.map(({ call }) => call)).toEqual([
      "GET /api/admin/users?email=ada%40example.com",
      "DELETE /api/admin/users/u%209/keys/k1",
    ]);
  });

  it("deletes an account by its whole address, which the server compares, and by nothing else", async () => {
    expect(await admin(["users", "delete", "u1"])).toMatchObject({ code: 2 });
    expect(requests).toEqual([]);
    expect(await admin(["users", "delete", "ada@example.com", "--reason", "asked"])).toMatchObject({
      code: 0,
    });
    expect(requests.at(-1)).toMatchObject({
      call: "DELETE /api/admin/users/u%209",
      body: { email: "ada@example.com", reason: "asked" },
    });
  });

  it("tells in the mail server's words why a test mail was not sent, and ends with 1", async () => {
    answers["POST /mail/test"] = { sent: false, transport: "smtp", problem: "connect ECONNREFUSED" };
    const { code, stderr } = await admin(["mail-test", "me@example.com"]);
    expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringContaining("connect ECONNREFUSED") });
  });

  it("takes a password from standard input, so that no list of processes shows it", async () => {
    await admin(["users", "create", "ada@example.com", "--password-stdin"], "correct horse\n");
    expect(requests[0]!.body).toEqual({ email: "ada@example.com", password: "correct horse" });
  });

  it("repeats what the server objects to and ends with 1", async () => {
    refusal = { status: 400, body: '{"error":"There is no plan \'Gold\'","status":400}' };
    const { code, stderr } = await admin(["users", "set", "u1", "--plan", "Gold"]);
    const words = "The server answered 400: There is no plan 'Gold'\n";
    expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringContaining(words) });
    expect(stderr).not.toContain(TOKEN);
  });

  it("says what is missing where the admin API is off, and that a user is not there", async () => {
    refusal = { status: 404, body: '{"error":"There is nothing here"}' };
    expect((await admin(["status"])).stderr).toContain("is ALPHACUT_ADMIN_TOKEN set on the server?");
    expect((await admin(["keys", "list", "u1"])).stderr).not.toContain("ALPHACUT_ADMIN_TOKEN");
    refusal = undefined;
    answers["GET /users"] = { users: [] };
    expect(await admin(["users", "show", "eve@example.com"])).toMatchObject({
      code: 1,
      stderr: expect.stringContaining("There is no user eve@example.com"),
    });
  });

  it("takes no role that there is not", async () => {
    const { code, stderr } = await admin(["users", "set", "u1", "--role", "king"]);
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining("user, admin") });
    expect(requests).toEqual([]);
  });

  it("refuses to change nothing", async () => {
    expect(await admin(["users", "set", "u1"])).toMatchObject({ code: 2 });
    expect(requests).toEqual([]);
  });
});
