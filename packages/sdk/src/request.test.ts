import { Readable } from "node:stream";
import { afterEach, describe, expect, it } from "vitest";
import { AlphacutError, ConnectionError, createClient, ResponseError, TimeoutError } from "./index.ts";
import { type Answer, type LoopbackServer, startServer } from "./testing/loopback-server.ts";

const picture = new Uint8Array([1, 2, 3]);
const ok: Answer = { headers: { "content-type": "image/webp" }, body: "cutout" };
const busy: Answer = { status: 503, headers: { "retry-after": "0" }, body: '{"error":"busy","status":503}' };

let server: LoopbackServer;
afterEach(() => server.close());

/** Answers the requests in turn; the last answer repeats. */
async function answering(...answers: Answer[]) {
  let turn = 0;
  server = await startServer(() => answers[Math.min(turn++, answers.length - 1)]);
  return server.url;
}

async function rejection(promise: Promise<unknown>): Promise<ResponseError> {
  return promise.then(
    () => expect.fail("should have rejected"),
    (error) => error,
  );
}

describe("errors", () => {
  it("carry the status, the server's sentence, every refused field, and the text that the original package throws", async () => {
    const body = JSON.stringify({
      error: "Multiple validation errors",
      details: [
        { field: "w", message: "'w' must be an integer, got: 'abc'" },
        { field: "angle", message: "'angle' must be a number, got: 'x'" },
      ],
      status: 400,
    });
    const baseUrl = await answering({ status: 400, headers: { "x-request-id": "r-1" }, body });
    const error = await rejection(createClient({ baseUrl }).removeBackground(picture));
    expect(error).toBeInstanceOf(ResponseError);
    expect(error).toBeInstanceOf(AlphacutError);
    expect(error).toMatchObject({
      name: "ResponseError",
      status: 400,
      message: `❌ 400 ${body}`,
      reason: "Multiple validation errors",
      details: JSON.parse(body).details,
      code: undefined,
      requestId: "r-1",
    });
  });

  it("carry the code of the fapihub API", async () => {
    const body = '{"error":{"code":"insufficient_credits","message":"No credits left"}}';
    const baseUrl = await answering({ status: 402, body });
    const error = await rejection(createClient({ baseUrl }).fapihub.removeBackground(picture));
    expect(error).toMatchObject({
      status: 402,
      code: "insufficient_credits",
      reason: "No credits left",
      details: [],
    });
  });

  it.each([
    ["<html>Bad gateway</html>"],
    [""],
    ["null"],
    ["[]"],
    ['"text"'],
    ['{"error":null}'],
    ['{"details":1}'],
  ])("survive the body %j that no server of ours sends", async (body) => {
    const baseUrl = await answering({ status: 502, body });
    const error = await rejection(createClient({ baseUrl }).removeBackground(picture));
    expect(error).toMatchObject({ status: 502, reason: "The server answered with status 502", details: [] });
  });

  it("keep no more than the beginning of an endless page", async () => {
    const baseUrl = await answering({ status: 500, body: "x".repeat(1_000_000) });
    const error = await rejection(createClient({ baseUrl }).removeBackground(picture));
    expect(error.message.length).toBeLessThan(30_000);
  });

  it("say what is wrong with a connection when nobody listens", async () => {
    const baseUrl = await answering(ok);
    await server.close();
    const error = await rejection(createClient({ baseUrl }).removeBackground(picture));
    expect(error).toBeInstanceOf(ConnectionError);
    expect(error.message).toContain("ECONNREFUSED");
    server = await startServer(() => ok);
  });

  it("report an answer that breaks off as a broken connection", async () => {
    server = await startServer((_, response) => {
      response.writeHead(200, { "content-length": "1000" });
      response.write("half", () => response.destroy());
      return undefined;
    });
    await expect(createClient({ baseUrl: server.url }).removeBackground(picture)).rejects.toBeInstanceOf(
      ConnectionError,
    );
  });

  it("refuse a redirect instead of carrying the key to another address", async () => {
    const elsewhere = await startServer(() => ok);
    const baseUrl = await answering({ status: 302, headers: { location: `${elsewhere.url}/rmbg` } });
    const client = createClient({ baseUrl, apiKey: "secret" });
    await expect(client.removeBackground(picture)).rejects.toThrow("redirect");
    await expect(client.membershipUsage()).rejects.toThrow("redirect");
    expect(elsewhere.received).toEqual([]);
    await elsewhere.close();
  });
});

describe("retries", () => {
  it.each([503, 429])(
    "sends the whole image again after %i when the server says how long to wait",
    async (status) => {
      const baseUrl = await answering({ ...busy, status }, { ...busy, status }, ok);
      const { blob } = await createClient({ baseUrl }).removeBackground(picture, {
        onUploadProgress: () => {},
      });
      expect(await blob.text()).toBe("cutout");
      expect(server.received.map(({ file }) => [...file!.bytes])).toEqual(Array(3).fill([...picture]));
    },
  );

  it("gives up with the last answer after the number of retries", async () => {
    const baseUrl = await answering(busy);
    await expect(createClient({ baseUrl, retries: 1 }).membershipUsage()).rejects.toMatchObject({
      status: 503,
    });
    expect(server.received).toHaveLength(2);
  });

  it("sends a stream again, although it can be read only once", async () => {
    const baseUrl = await answering(busy, ok);
    await createClient({ baseUrl }).removeBackground(new Blob([picture]).stream());
    expect([...server.received[1]!.file!.bytes]).toEqual([...picture]);
  });

  it.each<[string, Answer]>([
    ["a 429 that names no time, as for a used-up quota", { status: 429 }],
    ["a wait longer than the cap", { status: 503, headers: { "retry-after": "3600" } }],
    ["a date beyond the cap", { status: 503, headers: { "retry-after": "Fri, 31 Dec 2999 23:59:59 GMT" } }],
    ["an error that is no refusal", { status: 500, headers: { "retry-after": "0" } }],
  ])("does not repeat %s", async (_, answer) => {
    const baseUrl = await answering(answer);
    await expect(createClient({ baseUrl }).removeBackground(picture)).rejects.toMatchObject({
      status: answer.status,
    });
    expect(server.received).toHaveLength(1);
  });
});

describe("canceling", () => {
  it("rejects with the reason of the signal while the server works, and the server sees the connection close", async () => {
    const controller = new AbortController();
    const reason = new Error("the user closed the window");
    let gone: Promise<unknown> | undefined;
    server = await startServer((_, response) => {
      gone = new Promise((resolve) => response.once("close", resolve));
      controller.abort(reason);
      return undefined;
    });
    const client = createClient({ baseUrl: server.url });
    await expect(client.removeBackground(picture, { signal: controller.signal })).rejects.toBe(reason);
    await gone;
  });

  it("ends the wait for a retry", async () => {
    const controller = new AbortController();
    const wait = { ...busy, headers: { "retry-after": "20" } };
    server = await startServer((_, response) => {
      response.once("finish", () => controller.abort());
      return wait;
    });
    const calling = createClient({ baseUrl: server.url }).removeBackground(picture, {
      signal: controller.signal,
    });
    await expect(calling).rejects.toMatchObject({ name: "AbortError" });
    expect(server.received).toHaveLength(1);
  });

  it("sends nothing when the signal has fired before", async () => {
    const baseUrl = await answering(ok);
    const calling = createClient({ baseUrl }).removeBackground(picture, { signal: AbortSignal.abort() });
    await expect(calling).rejects.toMatchObject({ name: "AbortError" });
    expect(server.received).toEqual([]);
  });

  it.each(["web", "Node"])("stops reading a %s stream that never ends", async (kind) => {
    const baseUrl = await answering(ok);
    const controller = new AbortController();
    const stuck = () => new Promise<never>(() => controller.abort());
    const input =
      kind === "web"
        ? new ReadableStream<Uint8Array>({ pull: stuck })
        : Readable.from({ [Symbol.asyncIterator]: () => ({ next: stuck }) });
    const calling = createClient({ baseUrl }).removeBackground(input, { signal: controller.signal });
    await expect(calling).rejects.toMatchObject({ name: "AbortError" });
  });

  it.each<[string, Answer | undefined]>([
    ["a server that never answers", undefined],
    ["waiting between retries", { ...busy, headers: { "retry-after": "20" } }],
  ])("ends %s after the timeout", async (_, answer) => {
    server = await startServer(() => answer);
    const error = await rejection(
      createClient({ baseUrl: server.url, timeoutMs: 100 }).removeBackground(picture),
    );
    expect(error).toBeInstanceOf(TimeoutError);
    expect(error.message).toContain("100 ms");
  });
});
