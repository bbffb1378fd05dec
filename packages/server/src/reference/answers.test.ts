import { EngineBusy, EngineError } from "@alphacut/engine";
import { Ajv2020 } from "ajv/dist/2020.js";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { formOf, picture, pngClaiming } from "../testing/pictures.ts";
import { ADMIN_TOKEN, listenForReal, type RealServer } from "../testing/real-server.ts";

/*
 * A running server is asked for every answer that its document promises and that can be brought about from outside. Each
 * answer is held against the document that this very server hands out.
 */

interface ResponseObject {
  headers?: Record<string, { required?: boolean; schema: object }>;
  content?: Record<string, { schema: object }>;
}
interface Document {
  paths: Record<string, Record<string, { operationId: string; responses: Record<string, ResponseObject> }>>;
  components: object;
}

const password = "correct horse battery";
let server: RealServer;
let withoutAdmin: RealServer;
let document: Document;
let ajv: Ajv2020;
let photo: Buffer;
let uid: string;
let key: string;
let emptyKey: string;
let unverifiedKey: string;
let slowKey: string;
let token: string;
const reached = new Set<string>();

beforeAll(async () => {
  [server, withoutAdmin] = await Promise.all([
    listenForReal({ timeouts: { idleMs: 300, cutoutMs: 20_000, requestMs: 60_000 } }),
    listenForReal({}, {}, { adminToken: undefined }),
  ]);
  document = (await (await fetch(`${server.url}/api/openapi`)).json()) as Document;
  ajv = new Ajv2020({ strict: false, validateFormats: false });
  ajv.addSchema({ $id: "document", components: document.components });
  photo = await picture("jpeg");
  const person = { password, emailVerified: true };
  ({ uid } = await make({ email: "ada@example.com", plan: "Mega", ...person }));
  key = await keyOf(uid);
  emptyKey = await keyOf((await make({ email: "empty@example.com", plan: "Per Usage", ...person })).uid);
  unverifiedKey = await keyOf((await make({ email: "new@example.com", password })).uid);
  slowKey = await keyOf((await make({ email: "slow@example.com", plan: "Basic", ...person })).uid);
  for (let request = 0; request < 10; request++) {
    await fetch(`${server.url}/api/membership-usage`, { headers: { "x-api-key": slowKey } });
  }
  const signIn = await fetch(`${server.url}/api/auth/sign-in/email`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ email: "ada@example.com", password }),
  });
  token = signIn.headers.get("set-auth-token") ?? "";
}, 60_000);
afterAll(() => Promise.all([server.close(), withoutAdmin.close()]));

async function make(account: object): Promise<{ uid: string }> {
  return server.platform.administration.createAccount(
    account as Parameters<RealServer["platform"]["administration"]["createAccount"]>[0],
  );
}

async function keyOf(owner: string): Promise<string> {
  return (await server.platform.keys.create(owner, {})).key;
}

interface Call {
  method?: string;
  headers?: Record<string, string>;
  body?: unknown;
  at?: RealServer;
}

/** Asks, and holds the answer against what the document says of this operation and status. */
async function ask(path: string, call: Call = {}): Promise<Response> {
  const { method = "GET", headers = {}, body, at = server } = call;
  const isForm = body instanceof FormData || typeof body === "string";
  const sent = body === undefined || isForm ? body : JSON.stringify(body);
  const type = body === undefined || isForm ? {} : { "content-type": "application/json" };
  const answer = await fetch(at.url + path, {
    method,
    redirect: "manual",
    headers: { ...type, ...headers },
    ...(sent === undefined ? {} : { body: sent as FormData | string }),
  });
  await hold(method, path.split("?", 1)[0] ?? "", answer.clone());
  return answer;
}

async function hold(method: string, path: string, answer: Response): Promise<void> {
  const template = templateOf(path);
  const operation = document.paths[template]?.[method.toLowerCase()];
  const documented = operation?.responses[String(answer.status)];
  expect(documented, `${method} ${template} → ${answer.status} is not documented`).toBeDefined();
  reached.add(`${operation?.operationId} ${answer.status}`);
  for (const [name, { required }] of Object.entries(documented?.headers ?? {})) {
    if (required) expect(answer.headers.has(name), `${template} → ${name}`).toBe(true);
  }
  if (!documented?.content) {
    expect(await answer.text()).toBe("");
    return;
  }
  const type = answer.headers.get("content-type")?.split(";", 1)[0] ?? "";
  expect(Object.keys(documented.content)).toContain(type);
  if (type !== "application/json") return;
  const schema = JSON.parse(
    JSON.stringify(documented.content[type]?.schema).replaceAll('"#/components/', '"document#/components/'),
  );
  const isValid = ajv.validate(schema, await answer.json());
  expect(ajv.errors ?? [], `${method} ${template} → ${answer.status}`).toEqual([]);
  expect(isValid).toBe(true);
}

function templateOf(path: string): string {
  if (document.paths[path]) return path;
  return (
    Object.keys(document.paths).find((template) =>
      new RegExp(`^${template.replaceAll(/\{\w+\}/g, "[^/]+")}$`).test(path),
    ) ?? path
  );
}

const statusOf = async (answer: Promise<Response>) => (await answer).status;
const asUser = (call: Call = {}): Call => ({
  ...call,
  headers: { authorization: `Bearer ${token}`, ...call.headers },
});
const asAdmin = (call: Call = {}): Call => ({
  ...call,
  headers: { authorization: `Bearer ${ADMIN_TOKEN}`, ...call.headers },
});

/** Every form that makes a picture: what it needs beside the photo, and whose key opens it. */
const CUTOUTS: readonly {
  path: string;
  fields: Record<string, string>;
  credential: (key: string) => Record<string, string>;
}[] = [
  { path: "/rmbg", fields: {}, credential: (value) => ({ "x-api-key": value }) },
  ...Object.entries({
    "": {},
    "mask/": {},
    "blur/": { radius: "5" },
    "color/": { bgcolor: "red" },
    "gradient/": { top_color: "red", bottom_color: "blue" },
    "shadow/": { shadow_color: "black", offset: "(2, 2)", blur_radius: "3" },
  } as Record<string, Record<string, string>>).map(([effect, fields]) => ({
    path: `/v2/rembg/${effect}`,
    fields,
    credential: (value: string): Record<string, string> => ({ ApiKey: value }),
  })),
];

describe.each(CUTOUTS)("POST $path", ({ path, fields, credential }) => {
  const post = (body: FormData | string, headers = credential(key)) =>
    ask(path, { method: "POST", body, headers });
  const form = () => formOf(photo, fields);

  it("answers pictures and every refusal as documented", async () => {
    expect(await statusOf(post(form()))).toBe(200);
    expect(await statusOf(post(formOf(Buffer.from("no picture"), fields)))).toBe(400);
    expect(await statusOf(post(formOf(pngClaiming(12_000, 10), fields)))).toBe(400);
    expect(await statusOf(post(formOf(photo, { ...fields, format: "tiff" })))).toBe(400);
    expect(await statusOf(post(form(), credential("ac_unknown")))).toBe(401);
    expect([401, 403]).toContain(await statusOf(post(form(), credential(unverifiedKey))));
    expect([402, 429]).toContain(await statusOf(post(form(), credential(emptyKey))));
    expect(await statusOf(post(form(), credential(slowKey)))).toBe(429);
    const tooLong = formOf(photo, { ...fields, extra: "x".repeat(5000) });
    expect(await statusOf(post(tooLong))).toBe(413);
    expect(await statusOf(post("{}", { ...credential(key), "content-type": "application/json" }))).toBe(415);
  });

  it("answers a full queue and a failure of its own as documented", async () => {
    server.engine.before = async () => {
      throw new EngineBusy(7);
    };
    expect(await statusOf(post(formOf(await picture("png", 41, 31), fields)))).toBe(503);
    server.engine.before = async () => {
      throw new EngineError("ModelUnavailable", "No model");
    };
    expect(await statusOf(post(formOf(await picture("png", 42, 31), fields)))).toBe(503);
    server.engine.before = async () => {
      throw new TypeError("A mistake of ours");
    };
    expect(await statusOf(post(formOf(await picture("png", 43, 31), fields)))).toBe(500);
    server.engine.before = async () => {};
  });

  it("answers an upload that stalls as documented", async () => {
    let stall: ReadableStreamDefaultController | undefined;
    const body = new ReadableStream({
      start(controller) {
        stall = controller;
        controller.enqueue(
          Buffer.from('--b\r\ncontent-disposition: form-data; name="image"; filename="a.png"\r\n\r\n'),
        );
      },
    });
    const answer = await fetch(server.url + path, {
      method: "POST",
      headers: { ...credential(key), "content-type": "multipart/form-data; boundary=b" },
      body,
      duplex: "half",
    } as RequestInit);
    await hold("POST", path, answer);
    expect(answer.status).toBe(408);
    stall?.error();
  });
});

describe("the rest of the rembg.com API", () => {
  it("answers usage, lists and mistakes as documented", async () => {
    const headers = { "x-api-key": key };
    expect(await statusOf(ask("/api/membership-usage?expand=billing_cycle", { headers }))).toBe(200);
    expect(await statusOf(ask("/api/membership-usage?listBillingCycles=1", { headers }))).toBe(200);
    expect(await statusOf(ask("/api/membership-usage?year=0&month=x", { headers }))).toBe(400);
    expect(await statusOf(ask("/api/membership-usage"))).toBe(401);
    expect(await statusOf(ask("/api/membership-usage", { headers: { "x-api-key": unverifiedKey } }))).toBe(
      403,
    );
    expect(await statusOf(ask("/api/membership-usage", { headers: { "x-api-key": slowKey } }))).toBe(429);
  });
});

describe("the editor", () => {
  const post = (recipe: unknown, call: Call = {}, image: Buffer | undefined = photo) =>
    ask("/api/editor/cutout", {
      method: "POST",
      ...call,
      body: formOf(image, { recipe: JSON.stringify(recipe), ...(call.body as object) }),
    });

  it("answers as documented", async () => {
    const png = { format: "png" };
    expect(await statusOf(post(png, asUser()))).toBe(200);
    expect(await statusOf(post({ format: "gif", background: { kind: "picture" } }, asUser()))).toBe(400);
    expect(await statusOf(post(png, asUser(), Buffer.from("no picture")))).toBe(400);
    expect(await statusOf(post(png, { headers: { authorization: "Bearer forged" } }))).toBe(401);
    expect(await statusOf(post(png, asUser({ body: { extra: "x".repeat(20_000) } })))).toBe(413);
    const json = asUser({ method: "POST", body: "{}", headers: { "content-type": "application/json" } });
    expect(await statusOf(ask("/api/editor/cutout", json))).toBe(415);
    server.engine.before = async () => {
      throw new EngineBusy(7);
    };
    expect(await statusOf(post(png, asUser(), await picture("png", 44, 31)))).toBe(503);
    server.engine.before = async () => {
      throw new TypeError("A mistake of ours");
    };
    expect(await statusOf(post(png, asUser(), await picture("png", 45, 31)))).toBe(500);
    server.engine.before = async () => {};
  });

  it("answers the end of the day's images as documented", async () => {
    const used = [];
    for (let image = 0; image < 26; image++) used.push(await statusOf(post({ format: "png" })));
    expect(used.at(-1)).toBe(429);
  });
});

describe("the account API", () => {
  const from = { origin: "https://elsewhere.example" };

  it.each([
    ["GET", "/api/site"],
    ["GET", "/api/account/anonymous"],
  ])("answers everybody: %s %s", async (_method, path) => {
    expect(await statusOf(ask(path))).toBe(200);
  });

  it("answers profile, usage and offers as documented", async () => {
    const today = new Date().toISOString().slice(0, 10);
    for (const path of [
      "/api/account",
      "/api/account/keys",
      `/api/account/usage?from=${today}&to=${today}`,
      "/api/account/membership",
      "/api/account/billing",
    ]) {
      expect(await statusOf(ask(path, asUser())), path).toBe(200);
      expect(await statusOf(ask(path)), path).toBe(401);
    }
    expect(await statusOf(ask("/api/account/usage?from=x&to=y", asUser()))).toBe(400);
    expect(await statusOf(ask("/api/account", asUser({ method: "PATCH", body: { name: "Ada" } })))).toBe(200);
  });

  it("makes, rotates and revokes keys as documented", async () => {
    const made = await ask("/api/account/keys", asUser({ method: "POST", body: { name: "shop" } }));
    expect(made.status).toBe(201);
    const { id } = (await made.json()) as { id: string };
    const rotated = await ask(`/api/account/keys/${id}/rotate`, asUser({ method: "POST" }));
    expect(rotated.status).toBe(201);
    const { id: next } = (await rotated.json()) as { id: string };
    expect(await statusOf(ask(`/api/account/keys/${next}`, asUser({ method: "DELETE" })))).toBe(204);
    expect(await statusOf(ask("/api/account/keys/none", asUser({ method: "DELETE" })))).toBe(404);
    expect(await statusOf(ask("/api/account/keys/none/rotate", asUser({ method: "POST" })))).toBe(404);
  });

  it("refuses what changes something as documented", async () => {
    const changes: [string, string, object | undefined][] = [
      ["PATCH", "/api/account", { name: "Eve" }],
      ["DELETE", "/api/account", { password: "wrong" }],
      ["POST", "/api/account/keys", { name: "x" }],
      ["POST", "/api/account/keys/none/rotate", undefined],
      ["DELETE", "/api/account/keys/none", undefined],
      ["POST", "/api/account/billing/checkout", { plan: "Pro" }],
      ["POST", "/api/account/billing/portal", undefined],
    ];
    for (const [method, path, body] of changes) {
      expect(await statusOf(ask(path, { method, body })), path).toBe(401);
      expect(await statusOf(ask(path, asUser({ method, body, headers: from }))), path).toBe(403);
      if (!body) continue;
      expect(await statusOf(ask(path, asUser({ method, body: { nonsense: 1 } }))), path).toBe(400);
      const text = { "content-type": "text/plain" };
      expect(await statusOf(ask(path, asUser({ method, body: "x", headers: text }))), path).toBe(415);
      const huge = { "content-type": "application/json" };
      const long = JSON.stringify({ name: "x".repeat(2_000_000) });
      expect(await statusOf(ask(path, asUser({ method, body: long, headers: huge }))), path).toBe(413);
    }
    expect(
      await statusOf(ask("/api/account/billing/checkout", asUser({ method: "POST", body: { plan: "Pro" } }))),
    ).toBe(404);
    expect(await statusOf(ask("/api/account/billing/portal", asUser({ method: "POST" })))).toBe(404);
    for (let more = 0; more < 110; more++) {
      const answer = await server.platform.keys.create(uid, {}).catch(() => undefined);
      if (!answer) break;
    }
    expect(await statusOf(ask("/api/account/keys", asUser({ method: "POST", body: {} })))).toBe(409);
  });
});

describe("the admin API", () => {
  const calls: [string, string, object | undefined][] = [
    ["POST", "/api/admin/users", { email: "grace@example.com" }],
    ["GET", "/api/admin/users?email=grace@example.com", undefined],
    ["PATCH", "/api/admin/users/none", { plan: "Pro" }],
    ["GET", "/api/admin/users/none/keys", undefined],
    ["POST", "/api/admin/users/none/keys", {}],
    ["DELETE", "/api/admin/users/none/keys/none", undefined],
    ["GET", "/api/admin/status", undefined],
    ["POST", "/api/admin/usage/rebuild", undefined],
  ];

  it.each(calls)("guards %s %s as documented", async (method, path, body) => {
    expect(await statusOf(ask(path, { method, body }))).toBe(401);
    expect(await statusOf(ask(path, asAdmin({ method, body, at: withoutAdmin })))).toBe(404);
    if (!body) return;
    expect(await statusOf(ask(path, asAdmin({ method, body: { nonsense: 1 } })))).toBe(400);
    expect(
      await statusOf(ask(path, asAdmin({ method, body: "x", headers: { "content-type": "text/plain" } }))),
    ).toBe(415);
    const headers = { "content-type": "application/json" };
    const long = JSON.stringify({ name: "x".repeat(2_000_000) });
    expect(await statusOf(ask(path, asAdmin({ method, body: long, headers })))).toBe(413);
  });

  it("looks after accounts and keys as documented", async () => {
    const made = await ask(
      "/api/admin/users",
      asAdmin({ method: "POST", body: { email: "grace@example.com" } }),
    );
    expect(made.status).toBe(201);
    const { uid: grace } = (await made.json()) as { uid: string };
    const again = ask("/api/admin/users", asAdmin({ method: "POST", body: { email: "grace@example.com" } }));
    expect(await statusOf(again)).toBe(409);
    expect(await statusOf(ask("/api/admin/users?email=grace@example.com", asAdmin()))).toBe(200);
    expect(await statusOf(ask("/api/admin/users", asAdmin()))).toBe(400);
    const change = asAdmin({ method: "PATCH", body: { plan: "Pro" } });
    expect(await statusOf(ask(`/api/admin/users/${grace}`, change))).toBe(200);
    const key = await ask(`/api/admin/users/${grace}/keys`, asAdmin({ method: "POST", body: {} }));
    expect(key.status).toBe(201);
    const { id } = (await key.json()) as { id: string };
    expect(await statusOf(ask(`/api/admin/users/${grace}/keys`, asAdmin()))).toBe(200);
    const revoke = asAdmin({ method: "DELETE" });
    expect(await statusOf(ask(`/api/admin/users/${grace}/keys/${id}`, revoke))).toBe(204);
    const full = ask(`/api/admin/users/${uid}/keys`, asAdmin({ method: "POST", body: {} }));
    expect(await statusOf(full)).toBe(409);
    expect(await statusOf(ask("/api/admin/status", asAdmin()))).toBe(200);
    expect(await statusOf(ask("/api/admin/usage/rebuild", asAdmin({ method: "POST" })))).toBe(200);
  });
});

describe("health, metrics, webhook", () => {
  it("answer as documented", async () => {
    for (const path of ["/healthz", "/metrics", "/api/openapi"]) expect(await statusOf(ask(path))).toBe(200);
    await server.engine.ready();
    expect(await statusOf(ask("/readyz"))).toBe(200);
    const webhook = (body: string) =>
      ask("/api/stripe/webhook", {
        method: "POST",
        body,
        headers: { "content-type": "application/json", "stripe-signature": "t=1,v1=00" },
      });
    expect(await statusOf(webhook("{}"))).toBe(404);
    expect(await statusOf(webhook("x".repeat(1_100_000)))).toBe(413);
  });
});

describe("signing in", () => {
  const post = (path: string, body?: object, call: Call = {}) =>
    ask(`/api/auth/${path}`, { method: "POST", ...call, ...(body && { body }) });
  const account = { email: "lin@example.com", password, name: "Lin" };

  it("answers from sign-up to deletion as documented", async () => {
    expect(await statusOf(post("sign-up/email", account))).toBe(200);
    expect(await statusOf(post("sign-up/email", { ...account, password: "short" }))).toBe(400);
    expect(await statusOf(post("sign-in/email", account))).toBe(403);
    expect(await statusOf(post("sign-in/email", { ...account, email: "nonsense" }))).toBe(400);
    expect(await statusOf(post("sign-in/email", { ...account, password: "not that one" }))).toBe(401);
    expect(await statusOf(post("send-verification-email", { email: account.email }))).toBe(200);
    expect(await statusOf(ask("/api/auth/verify-email?token=forged"))).toBe(401);
    const verified = await linkIn(account.email, "verify-email");
    expect(await statusOf(ask(`/api/auth/verify-email?token=${verified}`))).toBe(200);
    const signedIn = await post("sign-in/email", account);
    expect(signedIn.status).toBe(200);
    const own = { headers: { authorization: `Bearer ${signedIn.headers.get("set-auth-token")}` } };
    for (const path of ["get-session", "list-sessions"])
      expect(await statusOf(ask(`/api/auth/${path}`, own))).toBe(200);
    expect(await statusOf(ask("/api/auth/list-sessions"))).toBe(401);
    expect(await statusOf(post("revoke-other-sessions", {}, own))).toBe(200);
    expect(await statusOf(post("revoke-other-sessions", {}))).toBe(401);
    expect(await statusOf(post("update-user", { name: "Lin Wu" }, own))).toBe(200);
    expect(await statusOf(post("update-user", { name: "Lin Wu" }))).toBe(401);
    const change = { currentPassword: password, newPassword: "another long password" };
    expect(await statusOf(post("change-password", change))).toBe(401);
    expect(await statusOf(post("change-password", { ...change, currentPassword: "wrong" }, own))).toBe(400);
    expect(await statusOf(post("change-password", change, own))).toBe(200);
    expect(await statusOf(post("reset-password", { newPassword: password, token: "forged" }))).toBe(400);
    expect(await statusOf(post("delete-user", { password: "wrong password" }, own))).toBe(400);
    expect(await statusOf(post("delete-user", { password }))).toBe(401);
    expect(await statusOf(post("delete-user", { password: change.newPassword }, own))).toBe(200);
    expect(await statusOf(post("sign-out", {}))).toBe(200);
  });

  async function linkIn(address: string, path: string): Promise<string> {
    const find = async () => {
      const mails = (await server.mails()).map((mail) => mail.replaceAll("=\r\n", "").replaceAll("=3D", "="));
      const mail = mails.find((text) => text.includes(`To: ${address}`) && text.includes(path));
      return new RegExp(`${path}\\?token=([^&\\s]+)`).exec(mail ?? "")?.[1];
    };
    await expect.poll(find).toBeDefined();
    return (await find()) ?? "";
  }

  it("answers a new password by mail as documented", async () => {
    const email = "slow@example.com";
    expect(await statusOf(post("request-password-reset", { email }))).toBe(200);
    const find = async () => {
      const mails = (await server.mails()).map((mail) => mail.replaceAll("=\r\n", "").replaceAll("=3D", "="));
      return /reset-password\/([^?\s]+)\?/.exec(
        mails.find((text) => text.includes(`To: ${email}`)) ?? "",
      )?.[1];
    };
    await expect.poll(find).toBeDefined();
    const reset = { newPassword: "a wholly new password", token: await find() };
    expect(await statusOf(post("reset-password", reset))).toBe(200);
  });

  it("answers too many attempts as documented", async () => {
    for (const [path, body] of Object.entries({
      "sign-in/email": account,
      "sign-up/email": account,
      "send-verification-email": { email: account.email },
      "request-password-reset": { email: account.email },
    })) {
      let status = 0;
      for (let attempt = 0; attempt < 12 && status !== 429; attempt++)
        status = await statusOf(post(path, body));
      expect(status, path).toBe(429);
    }
  });
});

/** What a test from outside cannot bring about, and where it is proven instead. */
const OUT_OF_REACH: readonly [pattern: RegExp, why: string][] = [
  [/ 503$/, "lost storage and stopping: platform and graceful-stop tests"],
  [/ 500$/, "the account and admin APIs have no known way to fail"],
  [/^stripeWebhook 400$/, "a wrong signature needs Stripe: billing tests"],
  [/^stripeWebhook 200$/, "needs Stripe: billing tests"],
  [/^postAccountBilling\w+ 200$/, "needs Stripe: billing tests"],
  [/^deleteAccount 204$/, "account-api.test.ts"],
  [/^editorCutout 40[38]$/, "editor.test.ts and uploads.test.ts"],
];

describe("the document", () => {
  it("promises no answer that was not seen here, but for those that cannot be brought about from outside", () => {
    const promised = Object.values(document.paths).flatMap((methods) =>
      Object.values(methods).flatMap(({ operationId, responses }) =>
        Object.keys(responses).map((status) => `${operationId} ${status}`),
      ),
    );
    const unseen = promised.filter((answer) => !reached.has(answer));
    expect(unseen.filter((answer) => !OUT_OF_REACH.some(([pattern]) => pattern.test(answer)))).toEqual([]);
  });
});
