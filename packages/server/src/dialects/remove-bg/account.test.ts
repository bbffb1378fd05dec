import { afterAll, beforeAll, expect, it } from "vitest";
import { picture } from "../../testing/pictures.ts";
import { listenForReal, type RealServer } from "../../testing/real-server.ts";

let server: RealServer;
let key: string;

beforeAll(async () => {
  server = await listenForReal();
  const { administration, keys } = server.platform;
  const { uid } = await administration.createAccount({
    email: "shop@example.com",
    emailVerified: true,
    plan: "Pro",
    prepaidCredits: 50,
  });
  ({ key } = await keys.create(uid));
});
afterAll(() => server.close());

async function ask(path: string, init: RequestInit = {}) {
  const answer = await fetch(`${server.url}/v1.0${path}`, { headers: { "x-api-key": key }, ...init });
  return { status: answer.status, body: (await answer.json()) as unknown };
}

const accountOf = (credits: object, freeCalls: number) => ({
  status: 200,
  body: { data: { attributes: { credits, api: { free_calls: freeCalls, sizes: "all" } } } },
});

it("GET /v1.0/account tells what can be spent, before and after a picture and a test", async () => {
  expect(await ask("/account")).toEqual(
    accountOf({ total: 1050, subscription: 1000, payg: 50, enterprise: 0 }, 50),
  );
  const send = async (test: string) => {
    const form = new FormData();
    form.append("image_file", new Blob([new Uint8Array(await picture("jpeg", 64, 48))]), "photo.jpg");
    form.append("test", test);
    form.append("bg_color", "fff");
    return fetch(`${server.url}/v1.0/removebg`, {
      method: "POST",
      body: form,
      headers: { "x-api-key": key },
    });
  };
  const paid = await send("false");
  expect([paid.status, paid.headers.get("x-credits-charged")], await paid.text()).toEqual([200, "1"]);
  const free = await send("true");
  expect([free.status, free.headers.get("x-credits-charged")]).toEqual([200, "0"]);
  expect(await ask("/account")).toEqual(
    accountOf({ total: 1049, subscription: 999, payg: 50, enterprise: 0 }, 49),
  );
});

it("GET /v1.0/account needs a key that is valid", async () => {
  const missing = { errors: [{ title: "Missing API Key", code: "auth_failed" }] };
  expect(await ask("/account", { headers: {} })).toEqual({ status: 403, body: missing });
  const { status, body } = await ask("/account", { headers: { "x-api-key": "ac_nobody" } });
  expect([status, body]).toEqual([403, { errors: [expect.objectContaining({ title: "API Key invalid" })] }]);
});

it("POST /v1.0/improve stores nothing and says so", async () => {
  const form = new FormData();
  form.append("image_file", new Blob([new Uint8Array(await picture())]), "photo.png");
  const { status, body } = await ask("/improve", { method: "POST", body: form });
  expect([status, body]).toEqual([501, { errors: [expect.objectContaining({ code: "not_implemented" })] }]);
});
