import { createHash, randomBytes } from "node:crypto";
import { mkdtemp, readdir, readFile, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type FileServer, type ServedFile, startFileServer } from "../testing/file-server.ts";
import { MODELS, type ModelSpec } from "./catalog.ts";
import type { DownloadProgress } from "./download.ts";
import { pullModel } from "./pull.ts";
import { ModelStore } from "./store.ts";
import { verifyModel } from "./verify.ts";

const weights = randomBytes(300_000);
const md5Of = (bytes: Uint8Array) => createHash("md5").update(bytes).digest("hex");
const md5 = md5Of(weights);

let directory: string;
let server: FileServer;
let file: ServedFile;
let store: ModelStore;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), "alphacut-pull-"));
  server = await startFileServer();
  file = { bytes: weights, etag: '"v1"' };
  server.files.set("/u2netp.onnx", file);
  store = new ModelStore(directory, { custom: [served("u2netp")] });
});
afterEach(async () => {
  await server.close();
  await rm(directory, { recursive: true });
});

function served(name: string): ModelSpec {
  const spec = MODELS.find((model) => model.name === name)!;
  const checksum = { algorithm: "md5", hex: md5 } as const;
  return { ...spec, source: { kind: "https", url: `${server.url}/${name}.onnx`, checksum } };
}

const ranges = () => server.requests.map(({ range }) => range);
const onlyFile = async () => {
  const names = await readdir(directory);
  expect(names).toHaveLength(1);
  return names[0]!;
};

/** Leaves behind what a process leaves that was told to stop after `bytes`. */
async function interruptAfter(bytes: number): Promise<void> {
  const controller = new AbortController();
  file.breakAfter = bytes;
  const onProgress = ({ receivedBytes }: DownloadProgress) => {
    if (receivedBytes >= bytes) controller.abort();
  };
  const pulling = pullModel(store, "u2netp", { signal: controller.signal, onProgress });
  await expect(pulling).rejects.toMatchObject({ code: "Aborted" });
  server.requests.length = 0;
}

describe("pulling a model", () => {
  it("downloads, checks and keeps only the whole file, and tells how far it is", async () => {
    const progress: DownloadProgress[] = [];
    const { path } = await pullModel(store, "u2netp", { onProgress: (step) => progress.push(step) });
    expect(md5Of(await readFile(path))).toBe(md5);
    expect(join(directory, await onlyFile())).toBe(path);
    expect(progress[0]).toEqual({ receivedBytes: 0, totalBytes: weights.length });
    expect(progress.at(-1)).toEqual({ receivedBytes: weights.length, totalBytes: weights.length });
    expect(await verifyModel(store, "u2netp")).toBe("intact");
  });

  it("downloads nothing when the model is there", async () => {
    await pullModel(store, "u2netp");
    await pullModel(store, "u2netp");
    expect(server.requests).toHaveLength(1);
  });

  it("follows the server to where the file has moved", async () => {
    server.files.set("/u2netp.onnx", { bytes: weights, movedTo: "/elsewhere" });
    server.files.set("/elsewhere", file);
    expect(md5Of(await readFile((await pullModel(store, "u2netp")).path))).toBe(md5);
  });

  it("removes a download whose checksum is wrong and says so", async () => {
    file.bytes = randomBytes(1000);
    await expect(pullModel(store, "u2netp")).rejects.toMatchObject({
      code: "ModelUnavailable",
      message: expect.stringMatching(new RegExp(`md5 is .* expected ${md5}`)),
    });
    expect(await readdir(directory)).toEqual([]);
  });

  it.each([404, 403, 410])("gives up at once when the server answers %i", async (status) => {
    file.status = status;
    await expect(pullModel(store, "u2netp")).rejects.toMatchObject({
      code: "ModelUnavailable",
      message: expect.stringContaining(String(status)),
    });
    expect(server.requests).toHaveLength(1);
  });
});

describe("an interrupted pull", () => {
  it("fetches the rest by itself when the connection breaks", async () => {
    file.breakAfter = 200_000;
    const { path } = await pullModel(store, "u2netp");
    expect(md5Of(await readFile(path))).toBe(md5);
    // What was on its way when the connection broke is lost with it.
    expect(ranges()).toEqual([undefined, expect.stringMatching(/^bytes=[1-9]\d*-$/)]);
    expect(Number.parseInt(String(ranges()[1]).slice("bytes=".length), 10)).toBeLessThanOrEqual(200_000);
  });

  it("goes on where it was canceled", async () => {
    await interruptAfter(100_000);
    expect(await onlyFile()).toMatch(/\.part$/);
    const progress: DownloadProgress[] = [];
    const { path } = await pullModel(store, "u2netp", { onProgress: (step) => progress.push(step) });
    expect(md5Of(await readFile(path))).toBe(md5);
    expect(ranges()).toEqual(["bytes=100000-"]);
    expect(progress[0]).toEqual({ receivedBytes: 100_000, totalBytes: weights.length });
  });

  it("starts over when the remote file has changed meanwhile", async () => {
    file.bytes = randomBytes(300_000);
    await interruptAfter(100_000);
    Object.assign(file, { bytes: weights, etag: '"v2"' });
    expect(md5Of(await readFile((await pullModel(store, "u2netp")).path))).toBe(md5);
    await onlyFile();
  });

  it.each([undefined, 'W/"weak"'])(
    "starts over when the server names no version of the file (%s)",
    async (etag) => {
      if (etag) file.etag = etag;
      else delete file.etag;
      await interruptAfter(100_000);
      expect(md5Of(await readFile((await pullModel(store, "u2netp")).path))).toBe(md5);
      expect(ranges()).toEqual([undefined]);
    },
  );

  it("uses a download that was complete but not yet checked", async () => {
    await interruptAfter(100_000);
    await writeFile(join(directory, await onlyFile()), weights);
    await utimes(join(directory, await onlyFile()), 0, 0);
    expect(md5Of(await readFile((await pullModel(store, "u2netp")).path))).toBe(md5);
    expect(ranges()).toEqual([`bytes=${weights.length}-`]);
  });

  it("keeps out of the way of another process that is downloading the same file", async () => {
    await interruptAfter(100_000);
    await utimes(join(directory, await onlyFile()), new Date(), new Date());
    await expect(pullModel(store, "u2netp")).rejects.toThrow("Another process is downloading");
    expect(server.requests).toEqual([]);
    await onlyFile();
  });
});

describe("verifying a model", () => {
  it("finds a file that changed on the disk", async () => {
    const { path } = await pullModel(store, "u2netp");
    await writeFile(path, weights.subarray(1));
    expect(await verifyModel(store, "u2netp")).toBe("damaged");
  });

  it("tells a model that is not there, and one of the operator's own that has no checksum", async () => {
    expect(await verifyModel(store, "u2netp")).toBe("missing");
    const path = join(directory, "own.onnx");
    await writeFile(path, "anything");
    const own = { ...served("u2netp"), name: "own", source: { kind: "file", path } } as const;
    expect(await verifyModel(new ModelStore(directory, { custom: [own] }), "own")).toBe("unchecked");
  });

  it("finds damage in a model that was prepared here", async () => {
    const store = new ModelStore(directory, { precision: "float32" });
    expect(await verifyModel(store, "isnet")).toBe("missing");
    const { path } = await store.install("isnet");
    expect(await verifyModel(store, "isnet")).toBe("intact");
    const bytes = await readFile(path);
    bytes[bytes.length >> 1]! ^= 1;
    await writeFile(path, bytes);
    expect(await verifyModel(store, "isnet")).toBe("damaged");
    expect(await readdir(directory)).toHaveLength(1);
  });
});
