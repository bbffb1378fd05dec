import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  removeBackgroundFromImageBase64,
  removeBackgroundFromImageFile,
  removeBackgroundFromImageUrl,
} from "remove.bg";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { picture } from "../../testing/pictures.ts";
import { listen, type TestServer } from "../../testing/test-server.ts";

/**
 * The npm package `remove.bg`, version 1.3.0, with nothing changed but the host: it is fixed in its code, so the requests
 * of its HTTP library are sent to this server instead.
 */
const fromClient = createRequire(createRequire(import.meta.url).resolve("remove.bg"));
const unirest = fromClient("unirest") as { post(address: string, ...rest: unknown[]): unknown };
const { post } = unirest;

let server: TestServer;
let folder: string;
let photo: Buffer;

beforeAll(async () => {
  server = await listen();
  folder = await mkdtemp(join(tmpdir(), "alphacut-remove-bg-"));
  photo = await picture("jpeg");
  await writeFile(join(folder, "photo.jpg"), photo);
  unirest.post = (address, ...rest) => post(address.replace("https://api.remove.bg", server.url), ...rest);
});
afterAll(async () => {
  unirest.post = post;
  await rm(folder, { recursive: true });
  await server.close();
});
beforeEach(() => server.reset());

const isPng = (base64: string) => expect(Buffer.from(base64, "base64").subarray(1, 4).toString()).toBe("PNG");

describe("npm remove.bg works against this server", () => {
  it("sends a file, reads the answer and its headers, and writes the result", async () => {
    const outputFile = join(folder, "out.png");
    const result = await removeBackgroundFromImageFile({
      path: join(folder, "photo.jpg"),
      apiKey: "good",
      size: "regular",
      type: "product",
      crop: true,
      crop_margin: "10%",
      scale: "80%",
      position: "center",
      roi: "0% 0% 100% 100%",
      channels: "rgba",
      bg_color: "fff",
      add_shadow: true,
      outputFile,
    });
    expect(result).toMatchObject({
      detectedType: "product",
      creditsCharged: "1",
      resultWidth: "40",
      resultHeight: "30",
      rateLimit: "60",
    });
    expect((await readFile(outputFile)).length).toBeGreaterThan(0);
    expect(server.engine.recipes[0]).toMatchObject({
      format: "jpeg",
      canvas: { scale: { share: 0.8 } },
      background: { kind: "color" },
      shadow: { kind: "contact" },
    });
  });

  it("sends a file with nothing chosen", async () => {
    isPng(
      (await removeBackgroundFromImageFile({ path: join(folder, "photo.jpg"), apiKey: "good" })).base64img,
    );
    expect(server.engine.recipes).toEqual([{ format: "png", resize: { maxPixels: 250_000 } }]);
  });

  it("sends base64 and an address as JSON", async () => {
    const base64img = photo.toString("base64");
    isPng((await removeBackgroundFromImageBase64({ base64img, apiKey: "good" })).base64img);
    const url = `data:image/jpeg;base64,${base64img}`;
    isPng((await removeBackgroundFromImageUrl({ url, apiKey: "good" })).base64img);
  });

  it("hears what is wrong in its own shape", async () => {
    await expect(
      removeBackgroundFromImageBase64({ base64img: photo.toString("base64"), apiKey: "nobody" }),
    ).rejects.toMatchObject([{ title: "API Key invalid", code: "auth_failed" }]);
    await expect(
      removeBackgroundFromImageUrl({ url: "http://10.0.0.1/a.jpg", apiKey: "good" }),
    ).rejects.toMatchObject([{ code: "invalid_image_url" }]);
  });
});
