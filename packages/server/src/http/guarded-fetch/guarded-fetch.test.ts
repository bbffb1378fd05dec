import { once } from "node:events";
import { createServer, type RequestListener, type Server } from "node:http";
import { type AddressInfo, createServer as createTcpServer, type Socket } from "node:net";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { afterEach, describe, expect, it } from "vitest";
import { parseAllowList } from "./allow-list.ts";
import { type GuardedRequest, guardedFetch } from "./guarded-fetch.ts";
import { isPublicAddress } from "./public-address.ts";

const MEGABYTE = 1024 * 1024;
const servers: { close(): void; closeAllConnections?(): void }[] = [];

afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections?.();
    server.close();
  }
});

/** Listens on the loopback interface; its place as `host:port`. */
async function hostile(
  answer: RequestListener,
): Promise<{ place: string; requests: string[]; server: Server }> {
  const requests: string[] = [];
  const server = createServer((request, response) => {
    requests.push(`${request.method} ${request.headers.host}${request.url}`);
    answer(request, response);
  }).listen(0, "127.0.0.1");
  servers.push(server);
  await once(server, "listening");
  return { place: `127.0.0.1:${(server.address() as AddressInfo).port}`, requests, server };
}

/** Answers with bytes as they are written, correct HTTP or not. */
async function rawServer(speak: (socket: Socket) => void): Promise<string> {
  const sockets = new Set<Socket>();
  const server = createTcpServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => {}).once("data", () => speak(socket));
  }).listen(0, "127.0.0.1");
  const close = () => {
    server.close();
    for (const socket of sockets) socket.destroy();
  };
  servers.push({ close });
  await once(server, "listening");
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function ask(
  address: string,
  { allow = "", ...options }: { allow?: string } & Partial<Omit<GuardedRequest, "allow">> = {},
) {
  return guardedFetch(address, {
    allow: parseAllowList(allow)!,
    maxBytes: MEGABYTE,
    timeoutMs: 10_000,
    maxRedirects: 5,
    ...options,
  });
}

const refusal = (code: string) => expect.objectContaining({ name: "FetchFailure", code });
const lookupOf =
  (...addresses: string[]) =>
  async () =>
    addresses.map((address) => ({ address, family: address.includes(":") ? 6 : 4 }));

describe("addresses that are not of the public internet", () => {
  it.each([
    "127.0.0.1",
    "127.9.9.9",
    "10.0.0.1",
    "172.16.0.1",
    "172.31.255.255",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "0.0.0.0",
    "0.1.2.3",
    "192.0.0.1",
    "192.0.2.1",
    "198.18.0.1",
    "198.51.100.7",
    "203.0.113.9",
    "224.0.0.1",
    "239.255.255.250",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "fc00::1",
    "fd12:3456::1",
    "fe80::1",
    "fec0::1",
    "ff02::1",
    "2001:db8::1",
    "::ffff:127.0.0.1",
    "::ffff:8.8.8.8",
    "::127.0.0.1",
    "::ffff:0:127.0.0.1",
    "64:ff9b::7f00:1",
    "64:ff9b:1::7f00:1",
    "2002:7f00:1::",
    "2001::1",
    "no address",
    "",
  ])("%s is refused", (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });

  it.each(["8.8.8.8", "1.1.1.1", "172.32.0.1", "2606:4700:4700::1111", "2a00:1450::1"])(
    "%s is none",
    (address) => {
      expect(isPublicAddress(address)).toBe(true);
    },
  );

  it.each([
    "http://127.0.0.1/",
    "http://localhost/",
    "http://0x7f000001/",
    "http://2130706433/",
    "http://0177.1/",
    "http://127.1/",
    "http://[::1]/",
    "http://[::ffff:127.0.0.1]/",
    "http://[::ffff:7f00:1]/",
    "http://0/",
    "https://169.254.169.254/latest/meta-data/",
    "http://①②⑦.⓪.⓪.①/",
  ])("%s is refused however it is written", async (address) => {
    await expect(ask(address)).rejects.toEqual(refusal("AddressNotAllowed"));
  });

  it.each([
    "ftp://example.com/a.png",
    "file:///etc/passwd",
    "gopher://x",
    "//x",
    "",
    "http://",
    "http://a:b@example.com/",
  ])("%j is no address to fetch from", async (address) => {
    await expect(ask(address)).rejects.toEqual(refusal("InvalidAddress"));
  });

  it("are refused behind a public name, and at the ports of other services", async () => {
    const lookup = lookupOf("10.0.0.7", "::1");
    await expect(ask("http://pictures.example/", { lookup })).rejects.toEqual(refusal("AddressNotAllowed"));
    await expect(ask("http://pictures.example:25/", { lookup: lookupOf("8.8.8.8") })).rejects.toEqual(
      refusal("AddressNotAllowed"),
    );
  });
});

describe("a redirect", () => {
  it("to the machine itself is refused, and nothing there is asked", async () => {
    const inner = await hostile((_, response) => response.end("secret"));
    const outer = await hostile((_, response) =>
      response.writeHead(302, { location: `http://${inner.place}/admin` }).end(),
    );
    await expect(ask(`http://${outer.place}/`, { allow: outer.place })).rejects.toEqual(
      refusal("AddressNotAllowed"),
    );
    expect(inner.requests).toEqual([]);
  });

  it("to another kind of address is refused", async () => {
    const { place } = await hostile((_, response) =>
      response.writeHead(302, { location: "file:///etc/passwd" }).end(),
    );
    await expect(ask(`http://${place}/`, { allow: place })).rejects.toEqual(refusal("InvalidAddress"));
  });

  it("is followed five times and no more", async () => {
    const { place, requests } = await hostile(({ url = "/" }, response) => {
      const left = Number(url.slice(1));
      if (left === 0) return void response.end("here");
      response.writeHead(307, { location: `/${left - 1}` }).end();
    });
    const answer = await ask(`http://${place}/5`, { allow: "127.0.0.0/8" });
    expect([answer.body.toString(), answer.url.pathname]).toEqual(["here", "/0"]);
    await expect(ask(`http://${place}/6`, { allow: "127.0.0.0/8" })).rejects.toEqual(
      refusal("DownloadFailed"),
    );
    expect(requests).toHaveLength(12);
  });

  it("is an answer like any other where none is followed", async () => {
    const { place } = await hostile((_, response) => response.writeHead(302, { location: "/x" }).end("no"));
    expect((await ask(`http://${place}/`, { allow: place, maxRedirects: 0 })).status).toBe(302);
  });
});

describe("a name", () => {
  it("is resolved once, and the connection goes to that very address", async () => {
    const { place, requests } = await hostile((_, response) => response.end("ok"));
    const port = place.split(":")[1];
    let asked = 0;
    // The second answer would lead elsewhere: nobody listens at 127.0.0.2.
    const lookup = async () => [{ address: ["127.0.0.1", "127.0.0.2"][asked++]!, family: 4 }];
    const answer = await ask(`http://rebinding.example:${port}/a`, { lookup, allow: "127.0.0.1/32" });
    expect([answer.body.toString(), asked]).toEqual(["ok", 1]);
    expect(requests).toEqual([`GET rebinding.example:${port}/a`]);
  });

  it("that means something else at the next redirect is judged anew", async () => {
    const { place, requests } = await hostile((_, response) =>
      response.writeHead(302, { location: "/again" }).end(),
    );
    const port = place.split(":")[1];
    let asked = 0;
    const lookup = async () => [{ address: ["127.0.0.1", "127.0.0.2"][asked++]!, family: 4 }];
    await expect(ask(`http://rebinding.example:${port}/`, { lookup, allow: "127.0.0.1" })).rejects.toEqual(
      refusal("AddressNotAllowed"),
    );
    expect(requests).toHaveLength(1);
  });

  it("with a public and a private address is reached at the public one only", async () => {
    const { place, requests } = await hostile((_, response) => response.end("ok"));
    const port = place.split(":")[1];
    const lookup = lookupOf("10.1.2.3", "127.0.0.1");
    await ask(`http://mixed.example:${port}/`, { lookup, allow: "127.0.0.1/32" });
    expect(requests).toHaveLength(1);
  });

  it("that nobody has is a failed download", async () => {
    const lookup = async () => Promise.reject(new Error("ENOTFOUND"));
    await expect(ask("http://nobody.example/", { lookup })).rejects.toEqual(refusal("DownloadFailed"));
  });

  it("that is never resolved ends with the time", async () => {
    const lookup = () => new Promise<never>(() => {});
    await expect(ask("http://slow.example/", { lookup, timeoutMs: 50 })).rejects.toEqual(
      refusal("DownloadTimedOut"),
    );
  });
});

describe("a body", () => {
  const allow = "127.0.0.1";

  it("that never ends is given up at the limit", async () => {
    const { place, server } = await hostile((_, response) => {
      const more = () => {
        while (!response.destroyed && response.write(Buffer.alloc(65_536)));
      };
      response.on("drain", more);
      more();
    });
    const closed = new Promise((resolve) => server.on("connection", (socket) => socket.on("close", resolve)));
    await expect(ask(`http://${place}/`, { allow })).rejects.toEqual(refusal("DownloadTooLarge"));
    await closed;
  });

  it("that says it is too large is not read", async () => {
    const { place } = await hostile((_, response) => {
      response.writeHead(200, { "content-length": 2 * MEGABYTE }).flushHeaders();
    });
    await expect(ask(`http://${place}/`, { allow })).rejects.toEqual(refusal("DownloadTooLarge"));
  });

  it.each<[string, (bytes: Buffer) => Buffer]>([
    ["gzip", (bytes) => gzipSync(bytes)],
    ["br", (bytes) => brotliCompressSync(bytes)],
    ["gzip, gzip", (bytes) => gzipSync(gzipSync(bytes))],
  ])("that inflates beyond the limit is given up: %s", async (encoding, compress) => {
    const bomb = compress(Buffer.alloc(8 * MEGABYTE));
    expect(bomb.length).toBeLessThan(MEGABYTE / 4);
    const { place } = await hostile((_, response) =>
      response.writeHead(200, { "content-encoding": encoding }).end(bomb),
    );
    await expect(ask(`http://${place}/`, { allow })).rejects.toEqual(refusal("DownloadTooLarge"));
    const { place: honest } = await hostile((_, response) =>
      response.writeHead(200, { "content-encoding": encoding }).end(compress(Buffer.from("small"))),
    );
    expect((await ask(`http://${honest}/`, { allow })).body.toString()).toBe("small");
  });

  it("in an encoding of nobody's, or in too many, is a failed download", async () => {
    for (const encoding of ["rot13", "gzip, gzip, gzip"]) {
      const { place } = await hostile((_, response) =>
        response.writeHead(200, { "content-encoding": encoding }).end("x"),
      );
      await expect(ask(`http://${place}/`, { allow })).rejects.toEqual(refusal("DownloadFailed"));
    }
  });

  it("that comes too slowly ends with the time, at any stage", async () => {
    const trickle = (socket: Socket, head: string) => {
      socket.write(head);
      const timer = setInterval(() => socket.write("x"), 10);
      socket.on("close", () => clearInterval(timer));
    };
    for (const head of ["HTTP/1.1 200 OK\r\nx-", "HTTP/1.1 200 OK\r\ncontent-length: 99999\r\n\r\n"]) {
      const place = await rawServer((socket) => trickle(socket, head));
      await expect(ask(`http://${place}/`, { allow, timeoutMs: 150 })).rejects.toEqual(
        refusal("DownloadTimedOut"),
      );
    }
  });

  it("that ends before its length, or breaks off, is a failed download", async () => {
    for (const answer of [
      "HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nshort",
      "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nff\r\nshort",
      "HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\ncontent-length: 5\r\n\r\nshort",
      "no HTTP at all",
    ]) {
      const place = await rawServer((socket) => socket.end(answer));
      await expect(ask(`http://${place}/`, { allow })).rejects.toEqual(refusal("DownloadFailed"));
    }
  });

  it("that goes on after its length is taken as far as that", async () => {
    const place = await rawServer((socket) =>
      socket.end("HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nshortand more"),
    );
    expect((await ask(`http://${place}/`, { allow })).body.toString()).toBe("short");
  });

  it("of a caller who goes away is given up, and the reason is theirs", async () => {
    const controller = new AbortController();
    const { place } = await hostile((_, response) => {
      response.write("x");
      controller.abort(new Error("gone"));
    });
    await expect(ask(`http://${place}/`, { allow, signal: controller.signal })).rejects.toThrow("gone");
  });

  it("can be sent as well", async () => {
    const received: Buffer[] = [];
    const { place } = await hostile(async (request, response) => {
      for await (const chunk of request) received.push(chunk as Buffer);
      response.writeHead(204).end();
    });
    const body = Buffer.from('{"a":1}');
    const headers = { "content-type": "application/json" };
    expect((await ask(`http://${place}/`, { allow, method: "POST", headers, body })).status).toBe(204);
    expect(Buffer.concat(received)).toEqual(body);
  });
});

it("a name that is not found after the caller has left is nobody's failure, and ends no process", async () => {
  const lookup = async () => Promise.reject(new Error("ENOTFOUND"));
  const signal = AbortSignal.abort(new Error("The caller left"));
  await expect(ask("http://nobody.example/", { lookup, signal })).rejects.toThrow("The caller left");
  // The test run fails for a rejection that nobody handles.
  await new Promise((resolve) => setImmediate(resolve));
});

describe("the operator's list", () => {
  it("opens hosts, hosts at one port, addresses and ranges, and nothing else", async () => {
    const { place } = await hostile((_, response) => response.end("ok"));
    const port = place.split(":")[1];
    const lookup = lookupOf("127.0.0.1");
    const reached = async (host: string, allow: string) =>
      ask(`http://${host}:${port}/`, { lookup, allow }).then(
        () => true,
        () => false,
      );
    expect(await reached("images.internal", "images.internal")).toBe(true);
    expect(await reached("images.internal", `other.internal, images.internal:${port}`)).toBe(true);
    expect(await reached("images.internal", "images.internal:1")).toBe(false);
    expect(await reached("evil.images.internal", "images.internal")).toBe(false);
    expect(await reached("any.internal", "127.0.0.0/8")).toBe(true);
    expect(await reached("any.internal", "10.0.0.0/8,::1")).toBe(false);
    expect(await reached("127.0.0.1", "127.0.0.1")).toBe(true);
  });

  it.each(["a b", "http://a", "a:0", "a:99999", "1.2.3.4/33", "*.internal", "a/b"])("refuses %j", (text) => {
    expect(parseAllowList(text)).toBeUndefined();
  });

  it("is empty where nothing is written", () => {
    expect(parseAllowList("")).toEqual([]);
  });
});
