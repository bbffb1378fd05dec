import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { unzipSync, zipSync } from "fflate";
import sharp from "sharp";
import { Webhook } from "standardwebhooks";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { parseAllowList } from "../http/guarded-fetch/allow-list.ts";
import { listenForReal, type RealServer } from "../testing/real-server.ts";

let server: RealServer;
let key: string;
let uid: string;
let picture: Uint8Array<ArrayBuffer>;
let dark: Uint8Array<ArrayBuffer>;

beforeAll(async () => {
  server = await listenForReal({}, {}, { fetchAllow: parseAllowList("127.0.0.1") ?? [] });
  const square = await sharp({ create: { width: 12, height: 12, channels: 3, background: "white" } })
    .png()
    .toBuffer();
  const base = { create: { width: 32, height: 24, channels: 3 as const, background: "black" } };
  picture = new Uint8Array(
    await sharp(base)
      .composite([{ input: square }])
      .jpeg()
      .toBuffer(),
  );
  dark = new Uint8Array(await sharp(base).png().toBuffer());
}, 60_000);
afterAll(() => server.close());
let accounts = 0;
beforeEach(async () => {
  const { accounts: directory, keys } = server.platform;
  const email = `jobs-${++accounts}@example.com`;
  ({ uid } = await directory.create({ email, emailVerified: true, plan: "Pro", password: "long enough" }));
  ({ key } = await keys.create(uid));
});

// biome-ignore lint/suspicious/noExplicitAny: answers are looked at, not trusted
type Answer = any;
const call = (path: string, init: RequestInit = {}) =>
  fetch(`${server.url}${path}`, { ...init, headers: { "x-api-key": key, ...init.headers } });
const send = async (method: string, path: string, body?: unknown): Promise<Answer> => {
  const init = { method, ...(body !== undefined && { body: JSON.stringify(body) }) };
  const headers = body === undefined ? {} : { "content-type": "application/json" };
  return (await call(path, { ...init, headers })).json();
};
const formOf = (
  fields: Record<string, string>,
  files: readonly [name: string, bytes: Uint8Array<ArrayBuffer>][],
) => {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  for (const [name, bytes] of files) form.append("image", new Blob([bytes]), name);
  return form;
};
const ended = async (id: string): Promise<Answer> => {
  const read = () => send("GET", `/api/jobs/${id}`);
  await expect.poll(async () => (await read()).state, { timeout: 20_000 }).not.toMatch(/open|running/);
  return read();
};
const itemsOf = async (id: string): Promise<Answer[]> => (await send("GET", `/api/jobs/${id}/items`)).items;

describe("POST /api/jobs", () => {
  it("takes a form of pictures and makes them all by its recipe, in order, for a credit each", async () => {
    const body = formOf({ format: "png", metadata: '{"order":"4711"}' }, [
      ["b.jpg", picture],
      ["a.jpg", picture],
    ]);
    const answer = await call("/api/jobs", { method: "POST", body });
    expect(answer.status).toBe(201);
    const job: Answer = await answer.json();
    expect(job).toMatchObject({
      counts: { total: 2 },
      metadata: { order: "4711" },
      recipe: { format: "png" },
    });
    expect(await ended(job.id)).toMatchObject({ state: "completed", credits: 2, counts: { completed: 2 } });
    const items = await itemsOf(job.id);
    expect(items.map(({ name }) => name)).toEqual(["b.jpg", "a.jpg"]);
    const result = await fetch(items[0].result);
    expect(result.headers.get("content-type")).toBe("image/png");
    expect(result.headers.get("content-disposition")).toContain("b.png");
    const { width, height } = await sharp(Buffer.from(await result.arrayBuffer())).metadata();
    expect([width, height]).toEqual([32, 24]);
  });

  it("takes addresses and fetches them when their turn comes; one that cannot be fetched fails alone", async () => {
    const pictures = await serveBytes(picture);
    const job = await send("POST", "/api/jobs", {
      recipe: { format: "webp", w: 16 },
      items: [{ url: `${pictures.url}/shoe.jpg` }, { url: "http://10.0.0.1/private.jpg", name: "private" }],
    });
    expect(await ended(job.id)).toMatchObject({ counts: { completed: 1, failed: 1 }, credits: 1 });
    const [shoe, secret] = await itemsOf(job.id);
    expect(shoe).toMatchObject({ name: "shoe.jpg", picture: { format: "webp", width: 16 } });
    expect(secret).toMatchObject({ state: "failed", error: { code: "address_not_allowed" } });
    await pictures.close();
  });

  it("names every mistake in the recipe before a picture is taken, unknown fields too", async () => {
    const answer = await call("/api/jobs", {
      method: "POST",
      body: formOf({ format: "gif", colour: "red" }, [["a.jpg", picture]]),
    });
    expect(answer.status).toBe(400);
    const { details }: Answer = await answer.json();
    expect(details.map(({ field }: Answer) => field)).toEqual(["format", "colour"]);
    expect((await send("GET", "/api/jobs")).jobs).toEqual([]);
  });

  it("asks for the fields before the pictures, and cancels what a wrong form began", async () => {
    const form = formOf({}, [["a.jpg", picture]]);
    form.append("format", "png");
    const answer = await call("/api/jobs", { method: "POST", body: form });
    expect(await answer.json()).toMatchObject({
      status: 400,
      error: expect.stringContaining("fields first"),
    });
    const { jobs } = await send("GET", "/api/jobs");
    expect(jobs).toMatchObject([{ state: "canceled" }]);
  });

  it("fails what is no picture, empty, or without a subject, each with its reason and without a charge", async () => {
    const body = formOf({}, [
      ["text.jpg", new Uint8Array(Buffer.from("no picture"))],
      ["empty.jpg", new Uint8Array()],
      ["dark.png", dark],
    ]);
    const job: Answer = await (await call("/api/jobs", { method: "POST", body })).json();
    expect(await ended(job.id)).toMatchObject({ counts: { failed: 3 }, credits: 0 });
    const items = await itemsOf(job.id);
    expect(items.map(({ error }) => error.code)).toEqual(["invalid_image", "empty_file", "no_subject"]);
  });

  it("puts one picture behind all of them", async () => {
    const form = new FormData();
    form.append("format", "png");
    form.append("background_image", new Blob([dark]), "paper.png");
    form.append("image", new Blob([picture]), "a.jpg");
    const job: Answer = await (await call("/api/jobs", { method: "POST", body: form })).json();
    expect(await ended(job.id)).toMatchObject({ counts: { completed: 1 } });
    const [item] = await itemsOf(job.id);
    const result = Buffer.from(await (await fetch(item.result)).arrayBuffer());
    expect((await sharp(result).stats()).isOpaque).toBe(true);
  });

  it("is one job when the same request comes twice, and refuses another one under the same key", async () => {
    const headers = { "idempotency-key": "order-4711" };
    const post = (format: string) =>
      call("/api/jobs", { method: "POST", body: formOf({ format }, [["a.jpg", picture]]), headers });
    const first: Answer = await (await post("png")).json();
    const again = await post("png");
    expect([again.status, again.headers.get("idempotent-replayed")]).toEqual([201, "true"]);
    expect(((await again.json()) as Answer).id).toBe(first.id);
    expect(await ended(first.id)).toMatchObject({ counts: { total: 1 }, credits: 1 });
    const other = await post("webp");
    expect([other.status, ((await other.json()) as Answer).code]).toEqual([409, "idempotency_conflict"]);
  });

  it.each([
    ["a body of another kind", { body: "image", headers: { "content-type": "text/plain" } }, 415],
    [
      "a form that is cut short",
      { body: "--x\r\n", headers: { "content-type": "multipart/form-data; boundary=x" } },
      400,
    ],
    ["broken JSON", { body: "{", headers: { "content-type": "application/json" } }, 400],
    [
      "an idempotency key of nonsense",
      { body: "{}", headers: { "content-type": "application/json", "idempotency-key": "a b" } },
      400,
    ],
    [
      "a secret that is none",
      {
        body: JSON.stringify({ webhook: { url: "https://example.com", secret: "short" } }),
        headers: { "content-type": "application/json" },
      },
      400,
    ],
    [
      "a receiver in a private network",
      {
        body: JSON.stringify({ webhook: { url: "http://192.168.0.1" } }),
        headers: { "content-type": "application/json" },
      },
      400,
    ],
  ])("refuses %s", async (_what, init, status) => {
    const answer = await call("/api/jobs", { method: "POST", ...init });
    expect(answer.status).toBe(status);
    expect(await answer.json()).toMatchObject({ status });
  });

  it("is nobody's without a key, and another account's jobs are not to be found", async () => {
    expect((await fetch(`${server.url}/api/jobs`)).status).toBe(401);
    const job = await send("POST", "/api/jobs", {});
    const { key: other } = await server.platform.keys.create(
      (await server.platform.accounts.create({ email: `other-${accounts}@example.com`, emailVerified: true }))
        .uid,
    );
    const answer = await fetch(`${server.url}/api/jobs/${job.id}`, { headers: { "x-api-key": other } });
    expect(answer.status).toBe(404);
  });
});

describe("an open job", () => {
  it("takes pictures in many requests, has results before it is closed, and adds none twice", async () => {
    const { id } = await send("POST", "/api/jobs", { open: true });
    const add = async (name: string) =>
      (
        await call(`/api/jobs/${id}/items`, {
          method: "POST",
          body: formOf({}, [[name, picture]]),
          headers: { "idempotency-key": name },
        })
      ).json() as Answer;
    await add("1.jpg");
    await expect.poll(async () => (await itemsOf(id))[0].state, { timeout: 10_000 }).toBe("completed");
    await add("2.jpg");
    expect((await add("1.jpg")).items).toMatchObject([{ position: 1, state: "completed" }]);
    expect(await send("POST", `/api/jobs/${id}/close`)).toMatchObject({ counts: { total: 2 } });
    await ended(id);
    const late = await add("3.jpg");
    expect(late).toMatchObject({ code: "wrong_job_state", status: 409 });
  });

  it("takes a ZIP, and says what in it is no picture", async () => {
    const { id } = await send("POST", "/api/jobs", { open: true });
    const zip = zipSync({
      "shoes/1.jpg": [picture, { level: 0 }],
      "shoes/2.jpg": [picture, { level: 6 }],
      "__MACOSX/shoes/._1.jpg": new Uint8Array([1]),
      "readme.txt": new Uint8Array([1]),
    });
    const headers = { "content-type": "application/zip" };
    const answer = await call(`/api/jobs/${id}/items`, {
      method: "POST",
      body: new Blob([new Uint8Array(zip)]),
      headers,
    });
    const added: Answer = await answer.json();
    expect(added.items.map(({ name }: Answer) => name)).toEqual(["shoes/1.jpg", "shoes/2.jpg"]);
    expect(added.skipped).toEqual(["__MACOSX/shoes/._1.jpg", "readme.txt"]);
    const cut = await call(`/api/jobs/${id}/items`, {
      method: "POST",
      body: new Blob([new Uint8Array(zip.subarray(0, 300))]),
      headers,
    });
    expect([cut.status, ((await cut.json()) as Answer).error]).toEqual([400, expect.stringContaining("ZIP")]);
    await send("POST", `/api/jobs/${id}/close`);
    await ended(id);
    const results = await call(`/api/jobs/${id}/results.zip`);
    const entries = unzipSync(new Uint8Array(await results.arrayBuffer()));
    expect(Object.keys(entries)).toEqual(["shoes/1.webp", "shoes/2.webp"]);
  });

  it("tells of its progress until it has ended", async () => {
    const job: Answer = await (
      await call("/api/jobs", { method: "POST", body: formOf({}, [["a.jpg", picture]]) })
    ).json();
    const events = await (await call(`/api/jobs/${job.id}/events`)).text();
    const told = events.split("\n\n").filter((event) => event.startsWith("event: job\ndata: "));
    expect(JSON.parse(told.at(-1)!.slice("event: job\ndata: ".length))).toMatchObject({
      id: job.id,
      state: "completed",
      counts: { completed: 1 },
    });
  });
});

it("HEAD says of streams what GET would, and reads nothing of them", async () => {
  const { id }: Answer = await send("POST", "/api/jobs", { open: true });
  const events = await call(`/api/jobs/${id}/events`, { method: "HEAD" });
  expect([events.status, events.headers.get("content-type")]).toEqual([200, "text/event-stream"]);
  await call(`/api/jobs/${id}/items`, { method: "POST", body: formOf({}, [["a.jpg", picture]]) });
  await send("POST", `/api/jobs/${id}/close`);
  await ended(id);
  const found: string[] = [];
  const { files } = server.platform.jobs!;
  const get = files.get.bind(files);
  files.get = async (name) => {
    const stream = await get(name);
    stream.once("data", () => found.push(name));
    return stream;
  };
  const [{ result }] = await itemsOf(id);
  const [whole, head] = [await fetch(result), await fetch(result, { method: "HEAD" })];
  expect(head.headers.get("content-length")).toBe(String((await whole.arrayBuffer()).byteLength));
  expect((await call(`/api/jobs/${id}/results.zip`, { method: "HEAD" })).status).toBe(200);
  files.get = get;
  expect(found).toHaveLength(1);
});

describe("a result", () => {
  it("is shown to whoever has its signed address, and to nobody who changes it", async () => {
    const job: Answer = await (
      await call("/api/jobs", { method: "POST", body: formOf({}, [["a.jpg", picture]]) })
    ).json();
    await ended(job.id);
    const [{ result }] = await itemsOf(job.id);
    expect((await fetch(result)).status).toBe(200);
    expect((await fetch(result.replace(/signature=..../, "signature=AAAA"))).status).toBe(404);
    expect((await fetch(result.replace(/expires=\d+/, "expires=9999999999"))).status).toBe(404);
    expect((await fetch(result.split("?")[0])).status).toBe(401);
    expect((await call(new URL(result).pathname)).status).toBe(200);
    expect((await call(`/api/jobs/${job.id}`, { method: "DELETE" })).status).toBe(204);
    expect((await fetch(result)).status).toBe(404);
  });
});

describe("webhooks", () => {
  it("are told of every picture and of the end, signed so that the official library believes it", async () => {
    const receiver = await receive();
    const { secret } = await send("POST", "/api/webhooks", { url: receiver.url });
    const job = await send("POST", "/api/jobs", {
      items: [{ url: "http://10.0.0.1/private.jpg" }],
      metadata: { order: "1" },
    });
    await ended(job.id);
    await expect.poll(() => receiver.messages.length, { timeout: 10_000 }).toBe(2);
    const events = receiver.messages.map(
      ({ body, headers }) => new Webhook(secret).verify(body, headers) as Answer,
    );
    expect(events.map(({ type }) => type).sort()).toEqual(["item.failed", "job.failed"]);
    expect(events.find(({ type }) => type === "job.failed")?.data).toMatchObject({
      id: job.id,
      metadata: { order: "1" },
    });
    expect(() => new Webhook(secret).verify("{}", receiver.messages[0]!.headers)).toThrow();
    await receiver.close();
  });

  it("come again with the same id when they were refused, and are in the log", async () => {
    const receiver = await receive([500, 204]);
    const { id } = await send("POST", "/api/webhooks", { url: receiver.url });
    const { id: delivery } = await send("POST", `/api/webhooks/${id}/test`);
    const log = async () => (await send("GET", `/api/webhooks/${id}/deliveries`)).deliveries;
    await expect.poll(async () => (await log())[0].status, { timeout: 10_000 }).toBe(500);
    expect(await send("POST", `/api/webhooks/${id}/deliveries/${delivery}/resend`)).toMatchObject({
      state: "pending",
    });
    await expect.poll(async () => (await log())[0].state, { timeout: 10_000 }).toBe("delivered");
    const [first, second] = receiver.messages.map(({ headers }) => headers["webhook-id"]);
    expect(second).toBe(first);
    await receiver.close();
  });

  it("keep their address out of private networks, change, rotate their secret and go", async () => {
    const refused = await send("POST", "/api/webhooks", { url: "http://169.254.169.254/latest" });
    expect(refused).toMatchObject({ code: "address_not_allowed", status: 400 });
    const made = await send("POST", "/api/webhooks", {
      url: "https://example.com/hook",
      events: ["job.completed"],
    });
    const changed = await send("PATCH", `/api/webhooks/${made.id}`, { enabled: false, rotateSecret: true });
    expect(changed).toMatchObject({ enabled: false, secret: expect.stringMatching(/^whsec_/) });
    expect(changed.secret).not.toBe(made.secret);
    expect((await call(`/api/webhooks/${made.id}`, { method: "DELETE" })).status).toBe(204);
    expect(await send("GET", "/api/webhooks")).toEqual({ webhooks: [] });
  });
});

it("deleting an account deletes the files of its jobs", async () => {
  const job: Answer = await (
    await call("/api/jobs", { method: "POST", body: formOf({}, [["a.jpg", picture]]) })
  ).json();
  await ended(job.id);
  const signIn = await fetch(`${server.url}/api/auth/sign-in/email`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ email: `jobs-${accounts}@example.com`, password: "long enough" }),
  });
  const authorization = `Bearer ${signIn.headers.get("set-auth-token")}`;
  expect((await fetch(`${server.url}/api/jobs/${job.id}`, { headers: { authorization } })).status).toBe(200);
  const deleted = await fetch(`${server.url}/api/account`, {
    method: "DELETE",
    headers: { authorization, "content-type": "application/json" },
    body: JSON.stringify({ password: "long enough" }),
  });
  expect(deleted.status).toBe(204);
  const left: string[] = [];
  for await (const { key: file } of server.platform.jobs!.files.list())
    if (file.startsWith(job.id)) left.push(file);
  expect(left).toEqual([]);
});

async function serveBytes(bytes: Uint8Array) {
  return started(
    createServer((_request, response) => response.setHeader("content-type", "image/jpeg").end(bytes)),
  );
}

interface Message {
  body: string;
  headers: Record<string, string>;
}

/** A receiver of webhooks that answers with these statuses, one after the other, then with 204. */
async function receive(statuses: number[] = []) {
  const messages: Message[] = [];
  const listening = await started(
    createServer(async (request, response) => {
      let body = "";
      for await (const chunk of request) body += chunk;
      messages.push({ body, headers: request.headers as Record<string, string> });
      response.statusCode = statuses.shift() ?? 204;
      response.end();
    }),
  );
  return { ...listening, messages };
}

async function started(server: Server) {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
