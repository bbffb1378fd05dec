import type { Socket } from "node:net";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { formOf, picture } from "../testing/pictures.ts";
import { talk as talkTo } from "../testing/raw-http.ts";
import { listen, type TestServer } from "../testing/test-server.ts";

const MB = 1024 * 1024;
let server: TestServer;
let photo: Buffer;

beforeAll(async () => {
  server = await listen({ uploadBudgetBytes: 240 * MB });
  photo = await picture();
});
afterAll(() => server.close());
beforeEach(() => server.reset());

/** Everything that comes back, as text. */
async function talk(write: (socket: Socket) => void, port = server.port): Promise<string> {
  return (await talkTo(port, write)).toString("latin1");
}

function head(length: number | "chunked", contentType = "multipart/form-data; boundary=X"): string {
  const size = length === "chunked" ? "Transfer-Encoding: chunked" : `Content-Length: ${length}`;
  return `POST /rmbg HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: ${contentType}\r\n${size}\r\n\r\n`;
}

const part = (name: string, value: string, extra = "") =>
  `--X\r\nContent-Disposition: form-data; name="${name}"${extra}\r\n\r\n${value}\r\n`;

const send = (body: string, contentType?: string) =>
  talk((socket) => socket.end(head(Buffer.byteLength(body), contentType) + body));

async function metric(name: string): Promise<number> {
  const page = await (await fetch(`${server.url}/metrics`)).text();
  return Number(new RegExp(`^${name} (\\S+)$`, "m").exec(page)?.[1]);
}

describe("hostile forms get a 4xx in words, and the server goes on", () => {
  it.each([
    ["no boundary", () => send("whatever", "multipart/form-data"), "400", "names no boundary"],
    ["an empty boundary", () => send("whatever", "multipart/form-data; boundary="), "400", "Malformed"],
    ["no part at all", () => send("hello world"), "400", "ends before its closing boundary"],
    ["an empty body", () => send(""), "400", "ends before its closing boundary"],
    [
      "a file that never ends",
      () => send(part("image", "abc", '; filename="a.png"').slice(0, -2)),
      "400",
      "ends before its closing boundary",
    ],
    ["a field that never ends", () => send(part("w", "12").slice(0, -2)), "400", "closing boundary"],
    [
      "a part that is only a header",
      () => send('--X\r\nContent-Disposition: form-data; name="image"'),
      "400",
      "closing boundary",
    ],
    [
      "thousands of fields",
      () => send(`${Array.from({ length: 5000 }, (_, i) => part(`f${i}`, "1")).join("")}--X--\r\n`),
      "413",
      "more than 64 fields",
    ],
    [
      "many files",
      () =>
        send(
          `${Array.from({ length: 50 }, (_, i) => part(`f${i}`, "1", '; filename="a.png"')).join("")}--X--\r\n`,
        ),
      "413",
      "more than 8 files",
    ],
    ["a huge field", () => send(`${part("w", "9".repeat(MB))}--X--\r\n`), "413", "longer than 4096 bytes"],
    [
      "a field called __proto__",
      () => send(`${part("__proto__", "1")}${part("constructor", "1")}--X--\r\n`),
      "400",
      "No image file provided",
    ],
    [
      "parts without names",
      () => send(`--X\r\n\r\n1\r\n--X\r\nX: y\r\n\r\n2\r\n--X--\r\n`),
      "400",
      "No image file",
    ],
    [
      "two images",
      () =>
        send(
          `${part("image", "a", '; filename="a.png"')}${part("image", "b", '; filename="b.png"')}--X--\r\n`,
        ),
      "400",
      "several files in 'image'",
    ],
    [
      "an image as base64 text",
      () => send(`${part("image", `data:image/png;base64,${"A".repeat(9000)}`)}--X--\r\n`),
      "400",
      "'image' holds text. Send the file itself, with a file name, not base64 or an address.",
    ],
    ["a form without files", () => send("w=12", "application/x-www-form-urlencoded"), "400", "No image file"],
    ["no HTTP", () => talk((socket) => socket.end("hello\r\n\r\n")), "400", "Malformed HTTP request"],
    ["only the end", () => send("--X--\r\n"), "400", "No image file provided"],
  ])("%s", async (_name, attack, status, words) => {
    const answer = await attack();
    expect(answer.split("\r\n")[0]).toContain(` ${status} `);
    expect(answer).toContain(words);
    expect((await fetch(`${server.url}/healthz`)).status).toBe(200);
  });
});

/** Sends until the connection ends or the answer is whole, and never more than 100 MB. */
async function pour(start: string): Promise<{ answer: string; sent: number }> {
  const chunk = Buffer.alloc(256 * 1024);
  let sent = 0;
  const answer = await talk((socket) => {
    socket.write(start);
    const write = () => {
      if (socket.destroyed || sent >= 100 * MB) return void socket.end();
      sent += chunk.length;
      socket.write(chunk, () => setImmediate(write));
    };
    write();
  });
  return { answer, sent };
}

describe("a body that nobody reads", () => {
  it.each([
    ["GET", "/healthz", " 200 "],
    ["GET", "/api/openapi", " 200 "],
    ["POST", "/nothing/here", " 404 "],
    ["DELETE", "/rmbg", " 405 "],
    ["POST", "/%", " 400 "],
  ])("of %s %s is answered, then its connection is closed after a megabyte", async (method, path, status) => {
    for (const more of ["", "Connection: keep-alive\r\n"]) {
      const start = `${method} ${path} HTTP/1.1\r\nHost: x\r\n${more}Content-Length: ${900 * MB}\r\n\r\n`;
      const { answer, sent } = await pour(start);
      expect(answer.split("\r\n")[0]).toContain(status);
      // What the system's buffers hold on both sides comes on top.
      expect(sent).toBeLessThan(40 * MB);
    }
  });

  it("of a refused caller is thrown away up to the limit of forms, then its connection is closed", async () => {
    const start = `POST /rmbg HTTP/1.1\r\nHost: x\r\nx-api-key: nobody\r\nContent-Type: multipart/form-data; boundary=X\r\nContent-Length: ${900 * MB}\r\n\r\n`;
    const { answer, sent } = await pour(start);
    expect(answer).toContain("invalid api key");
    expect(sent).toBeGreaterThan(50 * MB);
  });
});

describe("uploads in memory", () => {
  it("a file over the limit without a declared length is told what was read of it", async () => {
    const chunk = Buffer.alloc(MB);
    const answer = await talk((socket) => {
      socket.write(head("chunked"));
      const write = (data: Buffer) => {
        socket.write(`${data.length.toString(16)}\r\n`);
        socket.write(data);
        socket.write("\r\n");
      };
      write(Buffer.from(part("image", "", '; filename="a.png"').slice(0, -2)));
      for (let i = 0; i < 52; i++) write(chunk);
      write(Buffer.from("\r\n--X--\r\n"));
      socket.end("0\r\n\r\n");
    });
    expect(answer).toContain("File size (52.0 MB) exceeds the maximum allowed size of 50 MB.");
  });

  it("a body over twice the limit is answered, then its connection is closed", async () => {
    const chunk = Buffer.alloc(4 * MB);
    let sent = 0;
    const answer = await talk((socket) => {
      socket.write(head(400 * MB) + part("image", "", '; filename="a.png"').slice(0, -2));
      const write = () => {
        sent += chunk.length;
        if (!socket.destroyed && sent <= 396 * MB) socket.write(chunk, () => setImmediate(write));
      };
      write();
    });
    expect(answer).toContain("File size (400.0 MB) exceeds the maximum allowed size of 50 MB.");
    expect(sent).toBeLessThan(200 * MB);
  });

  it("beyond a client's share a new upload is refused with 503, and the bytes come back", async () => {
    server.engine.hold();
    const large = Buffer.concat([photo, Buffer.alloc(40 * MB)]);
    const first = fetch(`${server.url}/rmbg`, { method: "POST", body: formOf(large) });
    await server.engine.untilWorking(1);
    expect(await metric("alphacut_upload_bytes")).toBe(large.length);
    const second = await fetch(`${server.url}/rmbg`, { method: "POST", body: formOf(large) });
    expect(second.status).toBe(503);
    expect(second.headers.get("retry-after")).toBe("5");
    server.engine.letGo();
    expect((await first).status).toBe(200);
    expect(await metric("alphacut_upload_bytes")).toBe(0);
  });

  it("a refused caller who is still sending gets the answer", async () => {
    const answer = await fetch(`${server.url}/rmbg`, {
      method: "POST",
      headers: { "x-api-key": "nobody" },
      body: formOf(Buffer.alloc(30 * MB)),
    });
    expect(await answer.json()).toEqual({ error: "invalid api key", status: 401 });
  });

  it("an upload that falls silent is ended with 408", async () => {
    const hasty = await listen({ timeouts: { idleMs: 100, cutoutMs: 60_000, requestMs: 60_000 } });
    const begin = head(5000) + part("image", "abc", '; filename="a.png"');
    expect(await talk((socket) => socket.write(begin), hasty.port)).toContain(" 408 ");
    await hasty.close();
  });

  it("an upload that only drips is ended with 408, however often it drips", async () => {
    const hasty = await listen({ timeouts: { idleMs: 200, cutoutMs: 60_000, requestMs: 60_000 } });
    const answer = await talk((socket) => {
      socket.write(head(5000) + part("image", "abc", '; filename="a.png"').slice(0, -2));
      const drip = setInterval(() => socket.write("x"), 20);
      socket.on("close", () => clearInterval(drip));
    }, hasty.port);
    expect(answer).toContain(" 408 ");
    expect(answer).toContain("too slow");
    await hasty.close();
  });

  it("an upload that takes too long as a whole is ended with 408, not counted to its image", async () => {
    const hasty = await listen({ timeouts: { idleMs: 60_000, cutoutMs: 60_000, requestMs: 200 } });
    const begin = head(5000) + part("image", "abc", '; filename="a.png"');
    const answer = await talk((socket) => socket.write(begin), hasty.port);
    expect(answer).toContain(" 408 ");
    await hasty.close();
  });
});

describe("a client that goes away", () => {
  it("in the middle of its upload holds nothing afterwards", async () => {
    await talk((socket) => {
      socket.write(head(5000) + part("image", "abc", '; filename="a.png"'), () =>
        setImmediate(() => socket.destroy()),
      );
    });
    await expect.poll(() => metric("alphacut_upload_bytes")).toBe(0);
    expect(server.access.moved).toEqual({ settled: 0, released: 0 });
  });

  it("while its image waits frees its place and is charged nothing", async () => {
    server.engine.hold();
    const leaving = new AbortController();
    const gone = fetch(`${server.url}/rmbg`, { method: "POST", body: formOf(photo), signal: leaving.signal });
    await server.engine.untilWorking(1);
    leaving.abort();
    await expect(gone).rejects.toThrow();
    await expect.poll(() => server.engine.working()).toBe(0);
    await expect.poll(() => server.access.moved).toEqual({ settled: 0, released: 1 });
    server.engine.letGo();
  });
});

describe("an image that takes too long", () => {
  it("has its whole time from when it has come in, however long the upload took", async () => {
    const hasty = await listen({ timeouts: { idleMs: 60_000, cutoutMs: 300, requestMs: 60_000 } });
    const body = `${part("image", photo.toString("latin1"), '; filename="a.png"')}--X--\r\n`;
    const answer = await talk((socket) => {
      socket.write(head(Buffer.byteLength(body, "latin1")));
      // Longer than the image may take.
      setTimeout(() => socket.write(Buffer.from(body, "latin1")), 400);
    }, hasty.port);
    expect(answer.split("\r\n")[0]).toContain(" 200 ");
    await hasty.close();
  });

  it("is given up with 503, frees its place and is charged nothing", async () => {
    const hasty = await listen({ timeouts: { idleMs: 5000, cutoutMs: 50, requestMs: 5000 } });
    hasty.engine.hold();
    const answer = await fetch(`${hasty.url}/rmbg`, { method: "POST", body: formOf(photo) });
    expect(answer.status).toBe(503);
    expect(answer.headers.get("retry-after")).toBe("5");
    expect(await answer.json()).toMatchObject({ error: expect.stringContaining("took too long") });
    expect(hasty.engine.working()).toBe(0);
    expect(hasty.access.moved).toEqual({ settled: 0, released: 1 });
    await hasty.close();
  });
});
