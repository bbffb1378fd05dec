import { once } from "node:events";
import { createServer, request, type Server } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { createClient } from "@alphacut/sdk";
import { getGlobalDispatcher, setGlobalDispatcher } from "undici";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { useProxies } from "./proxy.ts";
import { type EchoServer, startEchoServer } from "./testing/echo-server.ts";

const direct = getGlobalDispatcher();
let proxy: Server;
let passed: string[];
let target: EchoServer;

beforeEach(async () => {
  passed = [];
  target = await startEchoServer();
  proxy = createServer((incoming, outgoing) => {
    passed.push(`${incoming.method} ${incoming.url}`);
    const { method = "GET", headers } = incoming;
    incoming.pipe(
      request(incoming.url!, { method, headers }, (answer) => {
        outgoing.writeHead(answer.statusCode!, answer.headers);
        answer.pipe(outgoing);
      }),
    );
  });
  proxy.on("connect", ({ url = "" }, socket) => {
    passed.push(`CONNECT ${url}`);
    const [host, port] = url.split(":");
    const tunnel = connect(Number(port), host!, () => {
      socket.write("HTTP/1.1 200 Connection established\r\n\r\n");
      socket.pipe(tunnel).pipe(socket);
    });
    tunnel.on("error", () => socket.destroy());
    socket.on("error", () => tunnel.destroy());
  });
  proxy.listen(0, "127.0.0.1");
  await once(proxy, "listening");
});
afterEach(async () => {
  setGlobalDispatcher(direct);
  proxy.closeAllConnections();
  proxy.close();
  await target.close();
});

const address = () => `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
const png = Buffer.from("\x89PNG and the rest", "latin1");

describe("proxies of the environment", () => {
  it.each([
    ["lower case", "http_proxy"],
    ["upper case", "HTTP_PROXY"],
  ])("carry uploads with progress and their answers (%s)", async (_, variable) => {
    await useProxies({ [variable]: address() });
    const { blob } = await createClient({ baseUrl: target.url }).removeBackground(png, {
      onUploadProgress: () => {},
    });
    expect(Buffer.from(await blob.arrayBuffer())).toEqual(png);
    expect(passed).toHaveLength(1);
    expect(target.received).toHaveLength(1);
  });

  it("leave alone what NO_PROXY names, and everything when none is set", async () => {
    await useProxies({ HTTP_PROXY: address(), NO_PROXY: "127.0.0.1" });
    await createClient({ baseUrl: target.url }).removeBackground(png);
    setGlobalDispatcher(direct);
    await useProxies({});
    expect(getGlobalDispatcher()).toBe(direct);
    expect(passed).toEqual([]);
  });
});
