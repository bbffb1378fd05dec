import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import {
  removeBackgroundFromImageBase64,
  removeBackgroundFromImageFile,
  removeBackgroundFromImageUrl,
} from "./index.ts";

const HEADERS = {
  "x-credits-charged": "1",
  "x-type": "person",
  "x-width": "64",
  "x-height": "48",
  "x-ratelimit-limit": "500",
  "x-ratelimit-remaining": "499",
  "x-ratelimit-reset": "1700000000",
};
const cutout = Buffer.from("the bytes of a cutout");
const ok = {
  status: 200,
  headers: HEADERS,
  body: JSON.stringify({ data: { result_b64: cutout.toString("base64") } }),
};

let answer: { status: number; headers?: Record<string, string>; body: string } | undefined;
let seen: { path: string; headers: IncomingHttpHeaders; body: Buffer };
let baseUrl: string;
let folder: string;
const server = createServer(async (request, response) => {
  seen = { path: request.url!, headers: request.headers, body: await buffer(request) };
  if (answer) response.writeHead(answer.status, answer.headers).end(answer.body);
});

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  folder = await mkdtemp(join(tmpdir(), "alphacut-remove-bg-"));
});
beforeEach(() => {
  answer = ok;
});
afterAll(async () => {
  server.closeAllConnections();
  server.close();
  await rm(folder, { recursive: true });
});

const form = () =>
  new Response(new Uint8Array(seen.body), {
    headers: { "content-type": seen.headers["content-type"]! },
  }).formData();

describe("the functions of remove.bg", () => {
  it("send an address as JSON, with the key, and ask for JSON", async () => {
    await removeBackgroundFromImageUrl({
      apiKey: "key",
      baseUrl: `${baseUrl}/`,
      url: "https://example.com/a.jpg",
    });
    expect(seen.path).toBe("/v1.0/removebg");
    expect(seen.headers).toMatchObject({
      "x-api-key": "key",
      accept: "application/json",
      "content-type": "application/json",
    });
    expect(JSON.parse(seen.body.toString())).toEqual({
      image_url: "https://example.com/a.jpg",
      size: "preview",
      type: "auto",
      crop: false,
    });
  });

  it("send base64 as JSON, with every option under its name", async () => {
    const options = {
      size: "full",
      type: "car",
      format: "zip",
      scale: "50%",
      position: "center",
      roi: "0% 0% 100% 100%",
      crop: true,
      crop_margin: "10px",
      bg_color: "81d4fa",
      bg_image_url: "https://example.com/b.jpg",
      channels: "alpha",
      add_shadow: true,
    };
    await removeBackgroundFromImageBase64({ apiKey: "key", baseUrl, base64img: "AAAA", ...options });
    expect(JSON.parse(seen.body.toString())).toEqual({ ...options, image_file_b64: "AAAA" });
  });

  it("send a file as a form, without options that nobody gave", async () => {
    const path = join(folder, "cat.jpg");
    await writeFile(path, "a cat");
    await removeBackgroundFromImageFile({ apiKey: "key", baseUrl, path, size: "auto", add_shadow: true });
    const { image_file: file, ...fields } = Object.fromEntries(await form());
    expect(fields).toEqual({ size: "auto", type: "auto", crop: "false", add_shadow: "true" });
    expect([(file as File).name, await (file as File).text()]).toEqual(["cat.jpg", "a cat"]);
  });

  it("answer the picture as base64 and what the headers say, as numbers", async () => {
    const result = await removeBackgroundFromImageUrl({ apiKey: "key", baseUrl, url: "https://example.com" });
    expect(result).toEqual({
      base64img: cutout.toString("base64"),
      creditsCharged: 1,
      detectedType: "person",
      resultWidth: 64,
      resultHeight: 48,
      rateLimit: 500,
      rateLimitRemaining: 499,
      rateLimitReset: 1_700_000_000,
    });
  });

  it("save the picture where it is asked for", async () => {
    const outputFile = join(folder, "out.png");
    await removeBackgroundFromImageBase64({ apiKey: "key", baseUrl, base64img: "AAAA", outputFile });
    expect(await readFile(outputFile)).toEqual(cutout);
  });

  it("reject with the server's list of errors, as the original does", async () => {
    const errors = [{ title: "Could not identify foreground", code: "unknown_foreground", detail: "…" }];
    answer = { status: 400, body: JSON.stringify({ errors }) };
    await expect(removeBackgroundFromImageUrl({ apiKey: "key", baseUrl, url: "x" })).rejects.toEqual(errors);
    answer = { status: 502, body: "<h1>Bad Gateway</h1>" };
    await expect(removeBackgroundFromImageUrl({ apiKey: "key", baseUrl, url: "x" })).rejects.toEqual([
      { title: "The server answered with status 502" },
    ]);
  });

  it("end with the time, with the caller's signal, or when nobody listens", async () => {
    answer = undefined;
    const call = { apiKey: "key", baseUrl, url: "x" };
    await expect(removeBackgroundFromImageUrl({ ...call, timeoutMs: 50 })).rejects.toMatchObject({
      name: "TimeoutError",
    });
    const signal = AbortSignal.abort(new Error("gone"));
    await expect(removeBackgroundFromImageUrl({ ...call, signal })).rejects.toThrow("gone");
    await expect(
      removeBackgroundFromImageUrl({ ...call, baseUrl: "http://127.0.0.1:1" }),
    ).rejects.toMatchObject({ name: "ConnectionError" });
    await expect(
      removeBackgroundFromImageFile({ apiKey: "key", baseUrl, path: "/no/such/file" }),
    ).rejects.toMatchObject({ code: "ENOENT" });
  });
});
