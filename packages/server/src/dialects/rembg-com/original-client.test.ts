import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { rembg } from "@remove-background-ai/rembg.js";
import sharp from "sharp";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { listen, type TestServer } from "../../testing/test-server.ts";

/**
 * The client that rembg.com's users have installed, version 1.3.1, with nothing changed but the host: its address is
 * fixed in its code, so the requests of its HTTP library are sent to this server instead.
 */
const fromClient = createRequire(createRequire(import.meta.url).resolve("@remove-background-ai/rembg.js"));
const axios = fromClient("axios") as HttpLibrary;
const photo = fromClient.resolve("../example/input.jpg");
/** What is used of the client's HTTP library. */
interface HttpLibrary {
  interceptors: {
    request: { use(change: (config: { url?: string }) => object): number; eject(id: number): void };
  };
}

const silent = { onUploadProgress: () => {}, onDownloadProgress: () => {} };

let server: TestServer;
let interceptor: number;

beforeAll(async () => {
  server = await listen();
  interceptor = axios.interceptors.request.use((config) => {
    config.url = config.url?.replace("https://api.rembg.com", server.url) ?? "";
    return config;
  });
});
afterAll(async () => {
  axios.interceptors.request.eject(interceptor);
  await server.close();
});
beforeEach(() => server.reset());

describe("@remove-background-ai/rembg.js works against this server", () => {
  it("cuts out a file and reports its progress", async () => {
    const events: unknown[] = [];
    const { outputImagePath, cleanup } = await rembg({
      apiKey: "good",
      inputImage: photo,
      onUploadProgress: (event) => events.push(event),
      onDownloadProgress: (event) => events.push(event),
    });
    expect((await sharp(outputImagePath).metadata()).format).toBe("webp");
    expect(server.engine.recipes).toEqual([{ format: "webp", output: "cutout" }]);
    expect(events).toContainEqual(expect.objectContaining({ upload: true, progress: 1 }));
    expect(events).toContainEqual(expect.objectContaining({ download: true, progress: 1 }));
    await cleanup?.();
  });

  it("carries its options", async () => {
    const { base64Image } = await rembg({
      apiKey: "good",
      inputImage: await readFile(photo),
      options: {
        format: "PNG",
        returnBase64: true,
        w: 64,
        h: 32,
        exact_resize: true,
        angle: 45,
        expand: false,
        bg_color: "#FFFFFFFF",
      },
      ...silent,
    });
    expect(base64Image).toMatch(/^data:image\/png;base64,iVBOR/);
    expect(server.engine.recipes).toEqual([
      {
        format: "png",
        output: "cutout",
        resize: { width: 64, height: 32, exact: true },
        rotation: { degrees: 45, expand: false },
        background: { kind: "color", color: { r: 255, g: 255, b: 255, alpha: 1 } },
      },
    ]);
  });

  it("gets a mask of a base64 picture", async () => {
    const base64 = `data:image/jpeg;base64,${await readFile(photo, "base64")}`;
    await rembg({
      apiKey: "good",
      inputImage: { base64 },
      options: { returnMask: true, returnBase64: true, w: 0, h: 0 },
      ...silent,
    });
    expect(server.engine.recipes).toEqual([{ format: "webp", output: "mask" }]);
  });

  it("throws the status and the words of an error", async () => {
    const bad = rembg({ apiKey: "nobody", inputImage: photo, ...silent });
    await expect(bad).rejects.toThrow('❌ 401 {"error":"invalid api key","status":401}');
  });
});
