import { createHash } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { tinyBrowserForms } from "@alphacut/engine/testing";
import { afterAll, beforeAll, expect, it } from "vitest";
import { listen, type TestServer } from "../testing/test-server.ts";

let folder: string;
let server: TestServer;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "alphacut-on-device-"));
  await tinyBrowserForms(folder);
  server = await listen({ onDeviceFolder: folder });
});
afterAll(async () => {
  await server.close();
  await rm(folder, { recursive: true });
});

it("the model for browsers is served with what to check it by, and kept for good under the name of its version", async () => {
  const manifest = await fetch(`${server.url}/on-device/isnet.json`);
  expect(manifest.headers.get("cache-control")).toBe("no-cache");
  const forms = (await manifest.json()) as Record<string, { file: string; bytes: number; sha256: string }>;
  expect(Object.keys(forms)).toEqual(["wasm", "webgpu"]);
  for (const { file, bytes, sha256 } of Object.values(forms)) {
    const answer = await fetch(`${server.url}/on-device/${file}?${sha256}`);
    expect(answer.headers.get("content-length")).toBe(String(bytes));
    expect(answer.headers.get("cache-control")).toContain("immutable");
    const body = Buffer.from(await answer.arrayBuffer());
    expect(createHash("sha256").update(body).digest("hex")).toBe(sha256);
  }
});

it.each(["/on-device/other.onnx", "/on-device/..%2fisnet.json", "/on-device/"])(
  "nothing else lies there: %s",
  async (path) => expect((await fetch(server.url + path)).status).toBe(404),
);

it("there is nothing where the operator has turned it off", async () => {
  const off = await listen({ onDeviceFolder: undefined });
  expect((await fetch(`${off.url}/on-device/isnet.json`)).status).toBe(404);
  await off.close();
});
