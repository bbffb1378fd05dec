import { afterAll, beforeAll, expect, it } from "vitest";
import { formOf, picture } from "../testing/pictures.ts";
import { listenForReal, type RealServer } from "../testing/real-server.ts";

const person = { email: "log@example.com", password: "correct horse battery", emailVerified: true };
let server: RealServer;
let authorization: string;
let key: { id: string; key: string };

beforeAll(async () => {
  server = await listenForReal();
  const { uid } = await server.platform.administration.createAccount({ ...person, plan: "Pro" });
  key = await server.platform.keys.create(uid, { name: "=shop" });
  const signIn = await fetch(`${server.url}/api/auth/sign-in/email`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ email: person.email, password: person.password }),
  });
  authorization = `Bearer ${signIn.headers.get("set-auth-token")}`;
});
afterAll(() => server.close());

const get = (path: string, headers: Record<string, string> = { authorization }) =>
  fetch(`${server.url}/api/account${path}`, { headers });
const cutOut = async (apiKey: string, body: Buffer) =>
  fetch(`${server.url}/rmbg`, { method: "POST", headers: { "x-api-key": apiKey }, body: formOf(body) });

it("the log has what was charged and what was refused, with the request id of the answer", async () => {
  const paid = await cutOut(key.key, await picture());
  const refused = await cutOut(key.key, Buffer.from("no picture"));
  expect([paid.status, refused.status]).toEqual([200, 400]);
  await cutOut("ac_somebody", await picture());
  const { requests } = (await (await get("/requests")).json()) as { requests: object[] };
  const line = {
    at: expect.any(String),
    keyId: key.id,
    keyName: "=shop",
    endpoint: "POST /rmbg",
    ms: expect.any(Number),
  };
  expect(requests).toEqual([
    { ...line, status: 400, credits: 0, requestId: refused.headers.get("x-request-id") },
    { ...line, status: 200, credits: 1, requestId: paid.headers.get("x-request-id") },
  ]);
  expect(await (await get("/requests/by-key")).json()).toEqual({
    keys: [{ keyId: key.id, requests: 2, credits: 1 }],
  });
});

it("the log is had as a file for spreadsheets, by whoever is signed in", async () => {
  const answer = await get("/requests.csv");
  expect(answer.headers.get("content-type")).toBe("text/csv; charset=utf-8");
  const [heading, ...rows] = (await answer.text()).trimEnd().split("\r\n");
  expect(heading).toBe('"at","keyId","keyName","endpoint","status","ms","credits","requestId"');
  expect(rows).toHaveLength(2);
  expect(rows[0]).toContain(`"${key.id}","'=shop","POST /rmbg",400,`);
  expect((await get("/requests.csv", {})).status).toBe(401);
});
