import { once } from "node:events";
import { createServer, type OutgoingHttpHeaders, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parseAllowList } from "./guarded-fetch/allow-list.ts";
import { fetchPicture } from "./picture-by-address.ts";

const allow = parseAllowList("127.0.0.1")!;
let server: Server;
let url: string;
let answer: { status: number; headers: OutgoingHttpHeaders };

beforeAll(async () => {
  server = createServer((_, response) => response.writeHead(answer.status, answer.headers).end("bytes"));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => server.close());

const fetched = (path: string, type?: string, status = 200) => {
  answer = { status, headers: type === undefined ? {} : { "content-type": type } };
  return fetchPicture(`${url}${path}`, { allow });
};

describe("a picture by its address", () => {
  it("comes with its bytes and the name that its address ends with", async () => {
    const { bytes, name } = await fetched("/a/holiday%20photo.jpg?size=large#top", "image/jpeg");
    expect([Buffer.from(bytes).toString(), name]).toEqual(["bytes", "holiday photo.jpg"]);
    expect((await fetched("/", "image/png")).name).toBe("");
    expect((await fetched("/%E0%A4%A", "image/png")).name).toBe("%E0%A4%A");
  });

  it("may be called nothing in particular, but no page", async () => {
    for (const type of [undefined, "application/octet-stream", "IMAGE/JPEG; charset=binary"])
      expect((await fetched("/x", type)).bytes.length).toBe(5);
    await expect(fetched("/x", "text/html; charset=utf-8")).rejects.toThrow(
      "no picture at this address but 'text/html'",
    );
  });

  it("is not what comes with an error", async () => {
    await expect(fetched("/x", "image/png", 404)).rejects.toThrow("status 404");
  });

  it("may be the address itself, base64 or percent-encoded", async () => {
    const taken = async (address: string) =>
      Buffer.from((await fetchPicture(address, { allow: [] })).bytes).toString();
    expect(await taken("data:image/png;base64,aGVsbG8=")).toBe("hello");
    expect(await taken(" DATA:image/gif,GIF89a%20x")).toBe("GIF89a x");
    await expect(taken("data:text/plain,hello")).rejects.toThrow("no picture");
    await expect(taken("data:image/png;base64,!!!")).rejects.toMatchObject({ code: "InvalidAddress" });
    await expect(taken("data:image/png")).rejects.toMatchObject({ code: "InvalidAddress" });
  });
});
