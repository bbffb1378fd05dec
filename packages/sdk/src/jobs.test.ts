import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import { afterEach, expect, it } from "vitest";
import { AlphacutError, createClient, type JobItem, verifyWebhook } from "./index.ts";

const closers: (() => void)[] = [];
afterEach(() => {
  for (const close of closers.splice(0)) close();
});

type Answer = (request: IncomingMessage, body: string) => unknown;

/** A server that answers JSON, or breaks the connection when there is no answer. */
async function answering(answer: Answer) {
  const server = createServer(async (request, response) => {
    const body = String(await buffer(request));
    const found = await answer(request, body);
    if (found === undefined) request.socket.destroy();
    else response.setHeader("content-type", "application/json").end(JSON.stringify(found));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  closers.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return createClient({
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    apiKey: "key",
  });
}

const item = (position: number, state: JobItem["state"]): JobItem => ({
  id: `item_${position}`,
  name: `${position}.jpg`,
  position,
  state,
});

it("a job is made of a recipe in the words of POST /rmbg", async () => {
  const client = await answering((request, body) => {
    expect([request.method, request.url, request.headers["x-api-key"]]).toEqual(["POST", "/api/jobs", "key"]);
    expect(request.headers["idempotency-key"]).toBe("order-1");
    return { id: "job_1", sent: JSON.parse(body) };
  });
  const job = await client.jobs.create({
    recipe: { format: "png", returnMask: true, canvas: "100x100" },
    items: [{ url: "https://example.com/a.jpg" }],
    idempotencyKey: "order-1",
  });
  expect(job).toMatchObject({
    sent: {
      recipe: { format: "png", mask: "true", canvas: "100x100" },
      items: [{ url: "https://example.com/a.jpg" }],
    },
  });
});

it("pictures are sent some at a time, and what a cut connection lost is sent again under the same key", async () => {
  const requests: { key: unknown; files: number }[] = [];
  const client = await answering((request, body) => {
    const files = body.match(/filename="/g)?.length ?? 0;
    requests.push({ key: request.headers["idempotency-key"], files });
    if (requests.length === 2) return undefined;
    return { items: Array.from({ length: files }, (_, index) => item(index + 1, "waiting")) };
  });
  const images = Array.from({ length: 23 }, (_, index) => ({
    image: new Uint8Array([index]),
    name: `${index}.jpg`,
  }));
  const added = await client.jobs.add("job_1", images, { idempotencyKey: "mine" });
  expect(added).toHaveLength(23);
  expect(requests).toEqual([
    { key: "mine-0", files: 20 },
    { key: "mine-1", files: 3 },
    { key: "mine-1", files: 3 },
  ]);
});

it("results come in order, each once, as soon as they have ended", async () => {
  let asked = 0;
  const client = await answering(({ url = "" }) => {
    if (!url.includes("/items")) return { state: "completed" };
    asked++;
    const after = Number(new URL(url, "http://x").searchParams.get("cursor") ?? 0);
    const states = [
      asked > 1 ? "completed" : "waiting",
      "failed",
      asked > 2 ? "completed" : "running",
    ] as const;
    return {
      items: states.map((state, index) => item(index + 1, state)).filter(({ position }) => position > after),
    };
  });
  const ended: string[] = [];
  for await (const { name, state } of client.jobs.results("job_1")) ended.push(`${name} ${state}`);
  expect(ended).toEqual(["1.jpg completed", "2.jpg failed", "3.jpg completed"]);
});

it("an item without a picture says why", async () => {
  const failed = { ...item(1, "failed"), error: { code: "no_subject", message: "There is no subject" } };
  const client = await answering(({ url = "" }) =>
    url.includes("/items") ? { items: [failed] } : { state: "completed" },
  );
  for await (const result of client.jobs.results("job_1"))
    await expect(result.download()).rejects.toThrow("There is no subject");
});

/** The example of the specification. */
const secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
const sign = async (id: string, timestamp: number, body: string) => {
  const { createHmac } = await import("node:crypto");
  const key = Buffer.from(secret.slice("whsec_".length), "base64");
  return `v1,${createHmac("sha256", key).update(`${id}.${timestamp}.${body}`).digest("base64")}`;
};

it("a webhook is believed with the right secret, in its time and unchanged, and with nothing else", async () => {
  const now = Math.floor(Date.now() / 1000);
  const body = JSON.stringify({
    type: "webhook.test",
    timestamp: "2026-03-15T12:00:00Z",
    data: { webhook: "wh_1" },
  });
  const headers = {
    "webhook-id": "evt_1",
    "webhook-timestamp": String(now),
    "webhook-signature": `v1,AAAA v2,zzz ${await sign("evt_1", now, body)}`,
  };
  expect(await verifyWebhook(body, headers, secret)).toMatchObject({ type: "webhook.test" });
  expect(await verifyWebhook(Buffer.from(body), new Headers(headers), secret)).toMatchObject({
    type: "webhook.test",
  });
  const old = {
    ...headers,
    "webhook-timestamp": String(now - 600),
    "webhook-signature": await sign("evt_1", now - 600, body),
  };
  for (const attempt of [
    () => verifyWebhook(`${body} `, headers, secret),
    () => verifyWebhook(body, { ...headers, "webhook-id": "evt_2" }, secret),
    () => verifyWebhook(body, headers, "whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"),
    () => verifyWebhook(body, old, secret),
    () => verifyWebhook(body, {}, secret),
  ]) {
    await expect(attempt()).rejects.toBeInstanceOf(AlphacutError);
  }
});
