import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { runCommand } from "../testing/run-command.ts";

const TOKEN = "a token of sixteen or more";
let server: Server;
let requests: { call: string; token: string | undefined; body: unknown }[];
let answer: { status: number; body: unknown };
let url: string;

beforeEach(async () => {
  requests = [];
  answer = { status: 200, body: { uid: "u1" } };
  server = createServer(async (request, response) => {
    const body = await text(request);
    const { method, url: path, headers } = request;
    requests.push({
      call: `${method} ${path}`,
      token: headers.authorization,
      body: body ? JSON.parse(body) : undefined,
    });
    const looksUp = path?.includes("?email=");
    response.writeHead(looksUp ? 200 : answer.status);
    response.end(looksUp ? '{"users":[{"uid":"u 9"}]}' : answer.body && JSON.stringify(answer.body));
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
    [["users", "set", "u1", "--suspended"], "PATCH /api/admin/users/u1", { suspended: true }],
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

  it("prints the answer as JSON", async () => {
    answer = { status: 201, body: { id: "k1", key: "secret", name: "shop", prefix: "ac_" } };
    const { stdout } = await admin(["keys", "create", "u1"]);
    expect(JSON.parse(stdout.toString())).toEqual(answer.body);
  });

  it("finds a user by the e-mail address", async () => {
    await admin(["keys", "revoke", "ada@example.com", "k1"]);
    expect(requests.map(({ call }) => call)).toEqual([
      "GET /api/admin/users?email=ada%40example.com",
      "DELETE /api/admin/users/u%209/keys/k1",
    ]);
  });

  it("takes a password from standard input, so that no list of processes shows it", async () => {
    await admin(["users", "create", "ada@example.com", "--password-stdin"], "correct horse\n");
    expect(requests[0]!.body).toEqual({ email: "ada@example.com", password: "correct horse" });
  });

  it("repeats what the server objects to and ends with 1", async () => {
    answer = { status: 400, body: { error: "There is no plan 'Gold'" } };
    const { code, stderr } = await admin(["users", "set", "u1", "--plan", "Gold"]);
    expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringContaining("There is no plan 'Gold'") });
    expect(stderr).not.toContain(TOKEN);
  });

  it("refuses to change nothing", async () => {
    expect(await admin(["users", "set", "u1"])).toMatchObject({ code: 2 });
    expect(requests).toEqual([]);
  });
});
