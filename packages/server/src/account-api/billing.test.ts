import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { listenForReal, type RealServer } from "../testing/real-server.ts";

const BASIC = { label: "Basic", includedCredits: 100, requestsPerMinute: 10 };
const catalog = {
  plans: [
    BASIC,
    { label: "Pro", includedCredits: 1000, requestsPerMinute: 60, stripePriceId: "price_pro" },
    { label: "Ultra", includedCredits: 5000, requestsPerMinute: 120, stripePriceId: "price_gone" },
  ],
  prepaidPacks: [{ credits: 500, stripePriceId: "price_pack" }],
};
const prices: Record<string, object> = {
  "/v1/prices/price_pro": {
    unit_amount: 1900,
    currency: "eur",
    recurring: { interval: "month", interval_count: 1 },
  },
  "/v1/prices/price_pack": { unit_amount: 900, currency: "eur", recurring: null },
};

const sold = [
  {
    label: "Pro",
    includedCredits: 1000,
    requestsPerMinute: 60,
    purchasable: true,
    price: { amount: 1900, currency: "eur", interval: { unit: "month", count: 1 } },
  },
  { label: "Ultra", includedCredits: 5000, requestsPerMinute: 120, purchasable: true },
];
const packs = [{ id: "500", credits: 500, price: { amount: 900, currency: "eur" } }];

let folder: string;
let stripe: Server;
let server: RealServer;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "alphacut-billing-"));
  const plansFile = join(folder, "plans.json");
  await writeFile(plansFile, JSON.stringify(catalog));
  stripe = createServer((request, response) => {
    const price = prices[request.url ?? ""];
    response.writeHead(price ? 200 : 404, { "content-type": "application/json" });
    response.end(
      JSON.stringify(price ?? { error: { type: "invalid_request_error", message: "No such price" } }),
    );
  }).listen(0, "127.0.0.1");
  await once(stripe, "listening");
  const { port } = stripe.address() as AddressInfo;
  const api = { host: "127.0.0.1", port, protocol: "http" } as const;
  const access = { secretKey: "sk_test", webhookSecret: "whsec_test", api };
  server = await listenForReal({}, { plansFile, stripe: access });
});
afterAll(async () => {
  await server.close();
  stripe.closeAllConnections();
  stripe.close();
  await rm(folder, { recursive: true });
});

it("offers what Stripe sells at its price, and what it does not tell without one", async () => {
  const person = { email: "ada@example.com", password: "correct horse battery", emailVerified: true };
  await server.platform.administration.createAccount(person);
  const signIn = await fetch(`${server.url}/api/auth/sign-in/email`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(person),
  });
  const authorization = `Bearer ${signIn.headers.get("set-auth-token")}`;
  const answer = await fetch(`${server.url}/api/account/billing`, { headers: { authorization } });
  expect(await answer.json()).toEqual({
    enabled: true,
    plans: [{ ...BASIC, purchasable: false }, ...sold],
    packs,
    hasCustomer: false,
  });
});

it("tells everybody what an account includes and what is sold", async () => {
  const answer = await fetch(`${server.url}/api/site/prices`);
  expect(await answer.json()).toEqual({ account: BASIC, plans: sold, packs });
});
