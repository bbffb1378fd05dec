import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { pathToFileURL } from "node:url";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { createEngine, type Engine } from "../engine.ts";
import { brightnessModel } from "../testing/tiny-models.ts";
import type { Config } from "./config.ts";
import { type Functions, functionsOf } from "./functions.ts";
import type { ImageSource } from "./input.ts";

const [WIDTH, HEIGHT] = [64, 32];
/** The left half is bright, and so the subject. */
const rgba = Buffer.concat(
  Array.from({ length: HEIGHT }, () =>
    Buffer.from(
      Array.from({ length: WIDTH }, (_, x) => (x < WIDTH / 2 ? [255, 255, 255, 255] : [0, 0, 0, 255])).flat(),
    ),
  ),
);

let folder: string;
let engine: Engine;
let imgly: Functions;
let png: Buffer;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "alphacut-imgly-"));
  const model = await brightnessModel(folder);
  engine = createEngine({ modelsDir: folder, model: model.name, customModels: [model], threads: 1 });
  imgly = functionsOf(() => engine);
  png = await sharp(rgba, { raw: { width: WIDTH, height: HEIGHT, channels: 4 } })
    .png()
    .toBuffer();
  await writeFile(join(folder, "a photo.png"), png);
});
afterAll(async () => {
  await engine.close();
  await rm(folder, { recursive: true });
});

/** RGBA in the middle of the left and of the right half. */
async function middles(blob: Blob): Promise<number[][]> {
  const raw = blob.type.startsWith("image/x-rgba8");
  const bytes = Buffer.from(await blob.arrayBuffer());
  const data = raw ? bytes : await sharp(bytes).toColourspace("srgb").ensureAlpha().raw().toBuffer();
  return [16, 48].map((x) => [...data.subarray((16 * WIDTH + x) * 4, (16 * WIDTH + x) * 4 + 4)]);
}

const SUBJECT = [
  [255, 255, 255, 255],
  [0, 0, 0, 0],
];
const REST = [
  [0, 0, 0, 0],
  [0, 0, 0, 255],
];
const MASK = [
  [255, 255, 255, 255],
  [0, 0, 0, 255],
];

describe("the functions of @imgly/background-removal-node", () => {
  const pixels = { width: WIDTH, height: HEIGHT, data: new Uint8ClampedArray(rgba) };
  it.each<[string, () => ImageSource]>([
    ["an absolute path", () => join(folder, "a photo.png")],
    ["a path relative to where the program runs", () => relative(process.cwd(), join(folder, "a photo.png"))],
    ["a file: address", () => pathToFileURL(join(folder, "a photo.png")).href],
    ["a data: address", () => `data:image/png;base64,${png.toString("base64")}`],
    ["a URL", () => pathToFileURL(join(folder, "a photo.png"))],
    ["a Buffer", () => png],
    ["a typed array", () => new Uint8Array(png)],
    ["an ArrayBuffer", () => new Uint8Array(png).buffer],
    ["a Blob", () => new Blob([new Uint8Array(png)])],
    [
      "a Blob of raw pixels",
      () => new Blob([new Uint8Array(rgba)], { type: `image/x-rgba8;width=${WIDTH};height=${HEIGHT}` }),
    ],
    ["ImageData", () => pixels],
    ["an ndarray", () => ({ shape: [HEIGHT, WIDTH, 4], data: new Uint8Array(rgba) })],
  ])("take %s", async (_, source) => {
    const blob = await imgly.removeBackground(source());
    expect(blob.type).toBe("image/png");
    expect(await middles(blob)).toEqual(SUBJECT);
  });

  it("take an http address, with what fetch shall be told", async () => {
    const asked: (string | undefined)[] = [];
    const server = createServer(({ headers }, response) => {
      asked.push(headers.authorization);
      response.end(png);
    });
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
    const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/photo`;
    const fetchArgs = { headers: { authorization: "Bearer key" } };
    expect(await middles(await imgly.removeBackground(address, { fetchArgs }))).toEqual(SUBJECT);
    expect(asked).toEqual(["Bearer key"]);
    server.closeAllConnections();
    server.close();
    await expect(imgly.removeBackground(address)).rejects.toThrow(/^Cannot read http:.*photo: ./);
  });

  it.each<[string, () => Promise<Blob>, number[][]]>([
    ["removeForeground", () => imgly.removeForeground(png), REST],
    ["segmentForeground", () => imgly.segmentForeground(png), MASK],
    ["alphamask", () => imgly.alphamask(png), MASK],
    [
      "removeBackground, asked for the background",
      () => imgly.removeBackground(png, { output: { type: "background" } }),
      REST,
    ],
    [
      "removeBackground, asked for the mask",
      () => imgly.removeBackground(png, { output: { type: "mask" } }),
      MASK,
    ],
  ])("%s answers its part of the picture", async (_, call, expected) => {
    expect(await middles(await call())).toEqual(expected);
  });

  it("applySegmentationMask takes a mask of another size, a file or one of segmentForeground's, and runs no model", async () => {
    // The right half, which the model would call background.
    const small = await sharp(Buffer.from([0, 255]), { raw: { width: 2, height: 1, channels: 1 } })
      .resize(8, 4, { kernel: "nearest", fit: "fill" })
      .png()
      .toBuffer();
    const right = await middles(await imgly.applySegmentationMask(png, small));
    expect(right).toEqual(REST);
    const mask = await imgly.segmentForeground(png, { output: { format: "image/x-alpha8" } });
    expect(await middles(await imgly.applySegmentationMask(png, mask))).toEqual(SUBJECT);
  });

  it.each<[NonNullable<NonNullable<Config["output"]>["format"]>, string]>([
    ["image/png", "image/png"],
    ["image/webp", "image/webp"],
    ["image/jpeg", "image/jpeg"],
    ["image/x-rgba8", `image/x-rgba8;width=${WIDTH};height=${HEIGHT}`],
    ["image/x-alpha8", `image/x-alpha8;width=${WIDTH};height=${HEIGHT}`],
  ])("answer %s", async (format, type) => {
    const blob = await imgly.removeBackground(png, { output: { format, quality: 0.9 } });
    expect(blob.type).toBe(type);
    if (format === "image/x-rgba8") expect(await middles(blob)).toEqual(SUBJECT);
    if (format === "image/x-alpha8") expect(blob.size).toBe(WIDTH * HEIGHT);
  });

  it("answer the mask in raw colors, too", async () => {
    const blob = await imgly.segmentForeground(png, { output: { format: "image/x-rgba8" } });
    expect(await middles(blob)).toEqual(MASK);
  });

  it("accept every setting, tell progress, and are silent unless debugged", async () => {
    const progress = vi.fn();
    const debug = vi.spyOn(console, "debug").mockReturnValue();
    const settings: Config = {
      publicPath: "file:///x/",
      proxyToWorker: true,
      device: "gpu",
      rescale: true,
      fetchArgs: {},
      model: "small",
      progress,
    };
    await imgly.preload(settings);
    await imgly.removeBackground(png, settings);
    expect(progress.mock.calls).toEqual([
      ["compute:inference", 0, 1],
      ["compute:inference", 1, 1],
    ]);
    expect(debug).not.toHaveBeenCalled();
    await imgly.removeBackground(png, { debug: true });
    expect(debug).toHaveBeenCalledOnce();
    debug.mockRestore();
  });

  it.each<[string, Config]>([
    ["output.format is image/gif", { output: { format: "image/gif" as "image/png" } }],
    ["model is huge", { model: "huge" as "large" }],
    ["output.quality is 80", { output: { quality: 80 } }],
  ])("refuse a setting that makes no sense: %s", async (message, config) => {
    await expect(imgly.removeBackground(png, config)).rejects.toThrow(message);
  });

  it.each<[string, ImageSource, RegExp]>([
    [
      "base64 as a path",
      "iVBORw0KGgo".padEnd(50_000, "A"),
      /^Cannot read file:.*characters\): ENAMETOOLONG$/,
    ],
    ["a broken data: address", `data:image/png;base64,${"%".repeat(50_000)}`, /^Cannot read data:/],
    ["no picture", new Uint8Array([1, 2, 3]), /no image/],
    ["pixels that are too few", { width: 9, height: 9, data: new Uint8Array(5) }, /324 bytes, not 5/],
    ["nothing", undefined as unknown as ImageSource, /The picture is none/],
  ])("say what is wrong in few words: %s", async (_, source, message) => {
    const error = await imgly.removeBackground(source).catch((error) => error);
    expect(error.message).toMatch(message);
    expect(JSON.stringify(error, Object.getOwnPropertyNames(error)).length).toBeLessThan(3000);
  });
});
