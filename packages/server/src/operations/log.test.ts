import { createHmac } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { formOf, picture } from "../testing/pictures.ts";
import { ADMIN_TOKEN, listenForReal, type RealServer } from "../testing/real-server.ts";
import { createLog, type LogFailure } from "./log.ts";

const webhookSecret = "whsec_of_this_test";
const email = "ada.lovelace@example.org";
const password = "correct horse battery";
const newPassword = "staple of another horse";
/** Whatever must not be found in the log; grows as the test goes on. */
const secrets: string[] = [webhookSecret, email, password, newPassword, ADMIN_TOKEN];

let folder: string;
let server: RealServer;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "alphacut-log-"));
  const plansFile = join(folder, "plans.json");
  const plan = { label: "Basic", includedCredits: 100, requestsPerMinute: 10 };
  await writeFile(plansFile, JSON.stringify({ plans: [plan] }));
  server = await listenForReal({}, { plansFile, stripe: { secretKey: "sk_test_secret", webhookSecret } });
});
afterAll(async () => {
  await server.close();
  await rm(folder, { recursive: true });
});

function post(path: string, body: object, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(server.url + path, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify(body),
  });
}

/** The link in the newest mail of a kind. */
async function linkIn(kind: RegExp): Promise<string> {
  const find = async () => {
    const links = (await server.mails()).map((mail) => /^X-Alphacut-Link: (\S+)/m.exec(mail)?.[1] ?? "");
    return links.find((link) => kind.test(link));
  };
  await expect.poll(find).toBeDefined();
  return (await find()) ?? "";
}

async function pay(): Promise<Response> {
  const session = {
    object: "checkout.session",
    id: "cs_1",
    mode: "payment",
    payment_status: "paid",
    customer: "cus_1",
    customer_details: { email, name: "Ada Lovelace" },
    metadata: { uid: "nobody", prepaidCredits: "500" },
  };
  const event = { id: "evt_1", object: "event", type: "checkout.session.completed", created: 1 };
  const body = JSON.stringify({ ...event, data: { object: session } });
  const at = Math.floor(Date.now() / 1000);
  const signature = createHmac("sha256", webhookSecret).update(`${at}.${body}`).digest("hex");
  return fetch(`${server.url}/api/stripe/webhook`, {
    method: "POST",
    headers: { "content-type": "application/json", "stripe-signature": `t=${at},v1=${signature}` },
    body,
  });
}

describe("the log", () => {
  it("holds no secret and no address of a person who signs up, resets, works, pays and fails", async () => {
    const unknown = await fetch(`${server.url}/unknown/hunter2?token=hunter2`);
    expect(unknown.status).toBe(404);
    secrets.push("hunter2");

    expect((await post("/api/auth/sign-up/email", { email, password, name: "Ada" })).status).toBe(200);
    const confirm = await linkIn(/verify-email/);
    secrets.push(new URL(confirm).searchParams.get("token") ?? "");
    expect((await fetch(confirm, { redirect: "manual" })).status).toBe(302);

    expect((await post("/api/auth/request-password-reset", { email })).status).toBe(200);
    const reset = await linkIn(/reset-password/);
    const token = new URL(reset).pathname.split("/").at(-1) ?? "";
    secrets.push(token);
    expect((await fetch(reset, { redirect: "manual" })).status).toBe(302);
    expect((await post("/api/auth/reset-password", { token, newPassword })).status).toBe(200);

    const signIn = await post("/api/auth/sign-in/email", { email, password: newPassword });
    const userToken = signIn.headers.get("set-auth-token") ?? "";
    const cookie = signIn.headers.getSetCookie()[0]?.split(";", 1)[0] ?? "";
    secrets.push(userToken, decodeURIComponent(cookie.split("=")[1] ?? ""));
    const made = await post("/api/account/keys", {}, { authorization: `Bearer ${userToken}` });
    const { key } = (await made.json()) as { key: string };
    secrets.push(key);
    const image = { method: "POST", headers: { "x-api-key": key } };
    expect((await fetch(`${server.url}/rmbg`, { ...image, body: formOf(await picture()) })).status).toBe(200);

    expect((await pay()).status).toBe(200);

    server.engine.before = async () => {
      throw databaseError();
    };
    const failed = await fetch(`${server.url}/rmbg`, { ...image, body: formOf(await picture("png", 9, 9)) });
    expect(failed.status).toBe(500);

    const recent = await fetch(`${server.url}/api/admin/status`, {
      headers: { authorization: `Bearer ${ADMIN_TOKEN}` },
    });
    const said = server.logged() + (await recent.text());
    for (const secret of secrets) {
      expect(secret.length, "a secret that the test did not see").toBeGreaterThan(5);
      expect(said).not.toContain(secret);
      expect(said).not.toContain(encodeURIComponent(secret));
    }
    expect(said).not.toContain("Lovelace");
    for (const route of ["/api/auth/reset-password/:token", "/api/auth/verify-email", "POST /rmbg"])
      expect(said).toContain(route);
    expect(said).toContain("duplicate key");
  });
});

/** As node-postgres throws it: its further fields repeat the row. */
function databaseError(): Error {
  return Object.assign(new Error('duplicate key value violates unique constraint "users_email"'), {
    code: "23505",
    detail: `Key (email)=(${email}) already exists.`,
    where: `COPY users, line 1: "${email}"`,
    cause: Object.assign(new Error(`550 <${email}> mailbox unavailable`), { rejected: [email] }),
  });
}

describe("an error in the log", () => {
  const logged = (err: unknown) => {
    const lines: string[] = [];
    createLog("info", { destination: { write: (line) => void lines.push(line) } }).error({ err }, "Failed");
    return JSON.parse(lines[0] ?? "").err;
  };

  it("says what, where and why, and none of the values that a driver repeats", () => {
    expect(logged(databaseError())).toEqual({
      type: "Error",
      message: 'duplicate key value violates unique constraint "users_email"',
      code: "23505",
      stack: expect.stringContaining("log.test.ts"),
      cause: {
        type: "Error",
        message: "550 <[address]> mailbox unavailable",
        stack: expect.stringContaining("log.test.ts"),
      },
    });
    const badValue = Object.assign(new Error(`invalid input syntax for type uuid: "${password}"`), {
      code: "22P02",
    });
    expect(JSON.stringify(logged(badValue))).not.toContain(password);
    expect(logged("a string").type).toBe("string");
  });
});

describe("what is ours to mend", () => {
  it("is every error and every warning with an error in it, with its request, and nothing else", () => {
    const failures: LogFailure[] = [];
    const log = createLog("info", {
      onFailure: (failure) => failures.push(failure),
      destination: { write: () => {} },
    });
    const request = log.child({ reqId: "r1" });
    request.info({ err: new Error("a caller's mistake") }, "Refused");
    request.warn({ plan: "Gold" }, "There is no such plan any more");
    request.error({ err: databaseError(), route: "POST /rmbg" }, "Request failed");
    log.warn({ err: new TypeError("no answer\nat all") }, "Stripe does not tell the price");
    log.error({ file: "1.eml", route: "mail" }, "The mail is given up");
    expect(failures).toEqual([
      {
        requestId: "r1",
        route: "POST /rmbg",
        message: 'Error: duplicate key value violates unique constraint "users_email"',
      },
      { message: "TypeError: no answer" },
      { requestId: "1.eml", route: "mail", message: "The mail is given up" },
    ]);
  });
});
