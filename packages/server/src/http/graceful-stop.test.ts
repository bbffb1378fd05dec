import { connect } from "node:net";
import { beforeEach, describe, expect, it } from "vitest";
import { formOf, picture } from "../testing/pictures.ts";
import { listen, type TestServer } from "../testing/test-server.ts";

let server: TestServer;

beforeEach(async () => {
  server = await listen();
});

const cutout = async () => fetch(`${server.url}/rmbg`, { method: "POST", body: formOf(await picture()) });

describe("stopping", () => {
  it("finishes the running image, then is done", async () => {
    server.engine.hold();
    const running = cutout();
    await server.engine.untilWorking(1);
    const stopped = server.app.stop(60_000);
    server.engine.letGo();
    expect((await running).status).toBe(200);
    await stopped;
    expect(server.access.moved).toEqual({ settled: 1, released: 0 });
  });

  it("takes no new connections", async () => {
    await server.app.stop(60_000);
    await expect(fetch(`${server.url}/healthz`)).rejects.toThrow();
  });

  it("answers a request that was still coming in with 503 in the dialect's shape", async () => {
    const socket = connect(server.port, "127.0.0.1");
    let heard = "";
    const closed = new Promise((resolve) => socket.on("close", resolve));
    socket.on("data", (chunk) => {
      heard += chunk.toString();
    });
    const arrived = new Promise((resolve) => server.app.http.server.once("connection", resolve));
    socket.write("POST /v2/rembg/ HTTP/1.1\r\nHost: x\r\n");
    await arrived;
    const stopped = server.app.stop(60_000);
    socket.write("Content-Length: 0\r\n\r\n");
    await closed;
    await stopped;
    expect(heard).toContain("HTTP/1.1 503 ");
    expect(heard.toLowerCase()).toContain("connection: close");
    expect(heard.toLowerCase()).toContain("retry-after: 5");
    expect(heard).toContain('{"error":{"code":"server_error"');
  });

  it("cuts off what is not done within the limit, and charges nothing for it", async () => {
    server.engine.hold();
    const running = cutout();
    await server.engine.untilWorking(1);
    await Promise.all([server.app.stop(1), expect(running).rejects.toThrow()]);
    await expect.poll(() => server.access.moved).toEqual({ settled: 0, released: 1 });
  });
});
