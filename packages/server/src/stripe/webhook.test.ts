import { createHmac } from "node:crypto";
import { writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { listenForReal, type RealServer } from "../testing/real-server.ts";

const webhookSecret = "whsec_test";
let server: RealServer;
let uid: string;

beforeAll(async () => {
  const plansFile = join(tmpdir(), `alphacut-plans-${process.pid}.json`);
  await writeFile(
    plansFile,
    JSON.stringify({ plans: [{ label: "Basic", includedCredits: 100, requestsPerMinute: 10 }] }),
  );
  server = await listenForReal({}, { plansFile, stripe: { secretKey: "sk_test_1", webhookSecret } });
  ({ uid } = await server.platform.administration.createAccount({ email: "a@example.com" }));
});
afterAll(() => server.close());

function send(body: string, secret: string, at = Math.floor(Date.now() / 1000)) {
  const signature = createHmac("sha256", secret).update(`${at}.${body}`).digest("hex");
  return fetch(`${server.url}/api/stripe/webhook`, {
    method: "POST",
    headers: { "content-type": "application/json", "stripe-signature": `t=${at},v1=${signature}` },
    body,
  });
}

async function prepaid(): Promise<number> {
  const owner = { uid, plan: server.platform.plans.defaultPlan };
  return (await server.platform.usage.membership(owner, {})).prepaidCredits;
}

/** Spaces as no JSON library writes them: the signature only fits the very bytes. */
const purchase = (id: string) =>
  JSON.stringify(
    {
      id,
      object: "event",
      type: "checkout.session.completed",
      created: Math.floor(Date.now() / 1000),
      data: {
        object: {
          id: `cs_${id}`,
          object: "checkout.session",
          mode: "payment",
          payment_status: "paid",
          customer: "cus_1",
          client_reference_id: uid,
          metadata: { uid, credits: "500" },
        },
      },
    },
    undefined,
    3,
  );

describe("POST /api/stripe/webhook", () => {
  it("grants a paid pack once, however often Stripe tells", async () => {
    const body = purchase("evt_1");
    expect((await send(body, webhookSecret)).status).toBe(200);
    expect(await prepaid()).toBe(500);
    expect((await send(body, webhookSecret)).status).toBe(200);
    expect(await prepaid()).toBe(500);
  });

  it.each([
    ["another secret", () => send(purchase("evt_2"), "whsec_other")],
    ["an old signature", () => send(purchase("evt_2"), webhookSecret, Math.floor(Date.now() / 1000) - 600)],
    [
      "no signature",
      () => fetch(`${server.url}/api/stripe/webhook`, { method: "POST", body: purchase("evt_2") }),
    ],
    ["no body", () => fetch(`${server.url}/api/stripe/webhook`, { method: "POST" })],
  ])("refuses %s and changes nothing", async (_name, attempt) => {
    const answer = await attempt();
    expect(answer.status).toBe(400);
    expect(await answer.json()).toEqual({ error: expect.any(String), status: 400 });
    expect(await prepaid()).toBe(500);
  });

  it.each([
    ["absurd credits", purchase("evt_3").replace('"500"', '"5e2"')],
    ["more credits than can be counted", purchase("evt_3").replace('"500"', '"4294967296"')],
    ["a missing part", purchase("evt_3").replace("payment_status", "payment")],
    ["no event at all", "[]"],
    ["no JSON", "nonsense"],
  ])("answers 400 to a signed event with %s, and changes nothing", async (_name, body) => {
    const answer = await send(body, webhookSecret);
    expect(answer.status).toBe(400);
    expect(await answer.json()).toEqual({ error: expect.stringContaining("Stripe event"), status: 400 });
    expect(await prepaid()).toBe(500);
  });

  it("refuses other methods and huge bodies", async () => {
    expect((await fetch(`${server.url}/api/stripe/webhook`)).status).toBe(405);
    expect((await send("x".repeat(2 * 1024 * 1024), webhookSecret)).status).toBe(413);
  });
});
