import { mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { Readable } from "node:stream";
import { pathToFileURL } from "node:url";
import { inspect } from "node:util";
import { afterEach, describe, expect, it } from "vitest";
import { type ImageInput, rembg, type TransferProgress } from "./index.ts";
import { type Answer, type LoopbackServer, startServer } from "./testing/loopback-server.ts";

const picture = Buffer.from("any bytes: the server judges them");
const cutout = Buffer.from("the bytes of a cutout");
const base64Of = (length: number) => "iVBORw0KGgo".padEnd(length, "A");
const webp: Answer = { headers: { "content-type": "image/webp" }, body: cutout };

let server: LoopbackServer;
const cleanups: (() => Promise<void>)[] = [];
afterEach(async () => {
  await Promise.all(cleanups.splice(0).map((cleanup) => cleanup()));
  await server.close();
});

async function call(answer: Answer, request: Partial<Parameters<typeof rembg>[0]> = {}) {
  server = await startServer(() => answer);
  const result = await rembg({ apiKey: "key", inputImage: picture, baseUrl: server.url, ...request });
  if (result.cleanup) cleanups.push(result.cleanup);
  return result;
}

describe("rembg", () => {
  it("saves the answer in a temporary file of its own that cleanup removes, twice without harm", async () => {
    const { outputImagePath, cleanup } = await call(webp);
    expect(dirname(outputImagePath!)).toBe(tmpdir());
    expect(basename(outputImagePath!)).toMatch(/^rembg-.*\.WEBP$/);
    expect(await readFile(outputImagePath!)).toEqual(cutout);
    expect((await stat(outputImagePath!)).mode & 0o777).toBe(0o600);
    await cleanup!();
    await cleanup!();
    await expect(stat(outputImagePath!)).rejects.toThrow("ENOENT");
  });

  it("ends the file's name with the format as it was written", async () => {
    expect((await call(webp, { options: { format: "png" } })).outputImagePath).toMatch(/\.png$/);
  });

  it("answers a data URL of the type that the image really has", async () => {
    const { base64Image } = await call(webp, { options: { returnBase64: true } });
    expect(base64Image).toBe(`data:image/webp;base64,${cutout.toString("base64")}`);
  });

  it("sends the key and every option under the name that the API gives it", async () => {
    const options = {
      returnMask: true,
      w: 10,
      h: 0,
      exact_resize: false,
      format: "PNG",
      angle: -45.5,
      expand: false,
      bg_color: "#ff000080",
      quality: "best",
    } as const;
    await call(webp, { options });
    const { returnMask, ...named } = options;
    expect(server.received[0]).toMatchObject({
      method: "POST",
      path: "/rmbg",
      headers: { "x-api-key": "key" },
      fields: Object.fromEntries(
        Object.entries({ ...named, mask: returnMask }).map(([name, value]) => [name, String(value)]),
      ),
    });
  });

  it("leaves to the server what is not asked for", async () => {
    await call(webp);
    expect(server.received[0]!.fields).toEqual({});
  });

  it("rejects without a key before anything is sent", async () => {
    await expect(call(webp, { apiKey: "" })).rejects.toThrow("API key not provided");
    expect(server.received).toEqual([]);
  });

  it.each([123, null, undefined, {}, { base64: 5 }])("rejects %j as an input", async (input) => {
    await expect(call(webp, { inputImage: input as unknown as ImageInput })).rejects.toThrow(
      "Invalid input type",
    );
  });

  it("names the file that it cannot read", async () => {
    await expect(call(webp, { inputImage: "/no/such/file.png" })).rejects.toThrow("/no/such/file.png");
  });
});

describe("inputs of rembg", () => {
  const base64 = picture.toString("base64");
  const inputs: [string, () => ImageInput | Promise<ImageInput>, name: string][] = [
    ["a Buffer", () => picture, "image.png"],
    ["a typed array", () => new Uint8Array(picture), "image.png"],
    ["an ArrayBuffer", () => new Uint8Array(picture).buffer, "image.png"],
    ["base64", () => ({ base64 }), "image.png"],
    ["base64 in lines", () => ({ base64: `${base64.slice(0, 8)}\n${base64.slice(8)}\n` }), "image.png"],
    ["a data URL as base64", () => ({ base64: `data:image/jpeg;base64,${base64}` }), "image.png"],
    ["a Blob", () => new Blob([picture]), "image.png"],
    ["a File", () => new File([picture], "cat.webp"), "cat.webp"],
    ["a web stream", () => new Blob([picture]).stream(), "image.png"],
    ["a Node stream", () => Readable.from([picture.subarray(0, 3), picture.subarray(3)]), "image.png"],
    ["a data: URL", () => new URL(`data:image/png;base64,${base64}`), "image.png"],
    ["a data: URL as a text", () => `data:image/png;base64,${base64}`, "image.png"],
  ];
  it.each(inputs)("takes %s", async (_, input, name) => {
    await call(webp, { inputImage: await input() });
    expect(server.received[0]!.file).toEqual({ name, bytes: picture });
  });

  it("takes a path and a file: URL, and keeps the file's name", async () => {
    const directory = await mkdtemp(join(tmpdir(), "alphacut-sdk-"));
    cleanups.push(() => rm(directory, { recursive: true }));
    const path = join(directory, "a cat.jpg");
    await writeFile(path, picture);
    server = await startServer(() => webp);
    for (const inputImage of [path, pathToFileURL(path), pathToFileURL(path).href]) {
      const { cleanup } = await rembg({ apiKey: "key", inputImage, baseUrl: server.url });
      await cleanup();
    }
    expect(server.received.map(({ file }) => file)).toEqual(
      Array(3).fill({ name: "a cat.jpg", bytes: picture }),
    );
  });

  it.each([
    ["URL", (href: string) => new URL(href)],
    ["text", (href: string) => href],
  ])("downloads an http address given as a %s, and says when that fails", async (_, given) => {
    const source = await startServer(({ path }) => (path === "/ok" ? { body: picture } : { status: 404 }));
    await call(webp, { inputImage: given(`${source.url}/ok`) });
    expect(server.received[0]!.file!.bytes).toEqual(picture);
    await server.close();
    await expect(call(webp, { inputImage: given(`${source.url}/gone`) })).rejects.toThrow(
      "/gone: status 404",
    );
    await source.close();
    await server.close();
    await expect(call(webp, { inputImage: given(`${source.url}/ok`) })).rejects.toThrow(
      /\/ok: .*ECONNREFUSED/,
    );
  });

  it.each([
    ["base64 as a text", base64Of(100_000), /Cannot read the file .*100000 characters.*ENAMETOOLONG.*base64/],
    [
      "a broken data: URL",
      `data:image/png;base64,${"%".repeat(100_000)}`,
      /Cannot read data:image.*characters/,
    ],
  ])("never repeats a whole picture in an error: %s", async (_, inputImage, message) => {
    const error: Error = await call(webp, { inputImage }).then(String, (error) => error);
    expect(error.message).toMatch(message);
    expect(inspect(error, { depth: 9, showHidden: true, maxStringLength: null }).length).toBeLessThan(5000);
  });

  it("says that base64 is not valid", async () => {
    await expect(call(webp, { inputImage: { base64: "%%%" } })).rejects.toThrow("not valid base64");
  });
});

describe("progress", () => {
  const large = new Uint8Array(1_000_000).fill(7);

  function listen() {
    const events: TransferProgress[] = [];
    return { events, listener: (event: TransferProgress) => void events.push(event) };
  }

  it("reports an upload from 0 to its end, and the form arrives whole, with its length", async () => {
    const { events, listener } = listen();
    await call(webp, { inputImage: large, onUploadProgress: listener });
    const { headers, file } = server.received[0]!;
    const total = Number(headers["content-length"]);
    expect(file!.bytes.length).toBe(large.length);
    expect(events[0]).toMatchObject({ loaded: 0, total, progress: 0, upload: true, lengthComputable: true });
    expect(events.at(-1)).toMatchObject({ loaded: total, total, progress: 1, estimated: 0, upload: true });
    expect(events.reduce((sum, { bytes }) => sum + bytes, 0)).toBe(total);
  });

  it("reports a download from 0 to its end", async () => {
    const { events, listener } = listen();
    const headers = { "content-type": "image/webp", "content-length": String(large.length) };
    await call({ headers, body: large }, { onDownloadProgress: listener });
    expect(events.length).toBeGreaterThanOrEqual(2);
    expect(events[0]).toMatchObject({ loaded: 0, download: true });
    expect(events.at(-1)).toMatchObject({ loaded: large.length, total: large.length, progress: 1 });
    expect(events.filter(({ progress }) => progress === 1)).toHaveLength(1);
    expect(events.reduce((sum, { bytes }) => sum + bytes, 0)).toBe(large.length);
  });

  it("reports a download of unknown length without inventing one", async () => {
    const { events, listener } = listen();
    const headers = { "content-type": "image/webp", "transfer-encoding": "chunked" };
    await call({ headers, body: large }, { onDownloadProgress: listener });
    const last = events.at(-1)!;
    expect(last).toMatchObject({ loaded: large.length, lengthComputable: false });
    expect(last.total).toBeUndefined();
    expect(last.progress).toBeUndefined();
  });
});
