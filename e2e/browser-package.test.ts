import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { createEngine, type Engine } from "@alphacut/engine";
import { centeredBrightnessModel } from "@alphacut/engine/testing";
import type { Browser, Page } from "playwright-core";
import sharp from "sharp";
import { afterAll, beforeAll, expect, it } from "vitest";
import { overlap } from "./testing/agreement.ts";
import { describeInChromium, launchChromium, launchWithWebGpu } from "./testing/chromium.ts";
import { type ModuleServer, startModuleServer } from "./testing/module-server.ts";
import { subjects } from "./testing/subjects.ts";

type Package = typeof import("@alphacut/browser");
declare global {
  var alphacut: Package;
}

const COPY_RUNTIME = fileURLToPath(new URL("../packages/browser/tools/copy-runtime.mjs", import.meta.url));
const PAGE = `<!doctype html><title>Test</title>
<script type="module">import * as alphacut from "/packages/browser/src/index.ts"; globalThis.alphacut = alphacut;</script>`;

// A model whose mask is the brightness of the picture stands in for the real one: what is tested here is all around it.
describeInChromium("@alphacut/browser", (executable) => {
  let browser: Browser;
  let server: ModuleServer;
  let engine: Engine;
  let folder: string;
  let model: Buffer;
  let page: Page;

  beforeAll(async () => {
    execFileSync(process.execPath, [COPY_RUNTIME]);
    folder = await mkdtemp(join(tmpdir(), "alphacut-browser-"));
    const spec = await centeredBrightnessModel(folder);
    model = await readFile((spec.source as { path: string }).path);
    engine = createEngine({ modelsDir: folder, model: spec.name, customModels: [spec], threads: 1 });
    [browser, server] = await Promise.all([
      launchChromium(executable),
      startModuleServer({ isolated: true }),
    ]);
    server.files.set("/", PAGE);
    await serveModel(model);
    page = await open();
  });
  afterAll(async () => {
    await Promise.all([browser?.close(), engine?.close()]);
    server?.close();
    await rm(folder, { recursive: true });
  });

  /** As the package's assets hold it, for both providers. */
  async function serveModel(bytes: Buffer, sha256 = createHash("sha256").update(bytes).digest("hex")) {
    const form = { file: "model.onnx", bytes: model.length, sha256 };
    server.files.set("/assets/isnet.json", JSON.stringify({ wasm: form, webgpu: form }));
    server.files.set("/assets/model.onnx", bytes);
    for (const name of [
      "ort.wasm.min.mjs",
      "ort-wasm-simd-threaded.mjs",
      "ort-wasm-simd-threaded.wasm",
      "ort.webgpu.min.mjs",
      "ort-wasm-simd-threaded.asyncify.mjs",
      "ort-wasm-simd-threaded.asyncify.wasm",
    ]) {
      const url = new URL(`../packages/browser/assets/${name}`, import.meta.url);
      if (!server.files.has(`/assets/${name}`)) server.files.set(`/assets/${name}`, await readFile(url));
    }
  }

  /** A page of a visitor of its own, with the package loaded. */
  async function open(url = server.url, visitor = browser): Promise<Page> {
    const context = await visitor.newContext();
    const page = await context.newPage();
    await page.goto(url);
    await page.waitForFunction(() => "alphacut" in globalThis);
    return page;
  }

  type Call = Exclude<keyof Package, "EngineError" | "close" | "runtimeStatus" | "preload" | "default">;

  /** What a function of the package answers for a file. */
  async function call(
    name: Call,
    file: Buffer,
    config: object = {},
    on = page,
  ): Promise<{ type: string; bytes: Buffer }> {
    const { type, base64 } = await on.evaluate(
      async ([name, base64, config]) => {
        const picture = await (await fetch(`data:application/octet-stream;base64,${base64}`)).blob();
        const settings = { publicPath: "/assets/", ...config };
        const apply = globalThis.alphacut[name] as Package["removeBackground"];
        const blob = await apply(picture, settings);
        const reader = new FileReader();
        reader.readAsDataURL(blob);
        await new Promise((resolve) => reader.addEventListener("load", resolve));
        return { type: blob.type, base64: (reader.result as string).split(",")[1]! };
      },
      [name, file.toString("base64"), config] as const,
    );
    return { type, bytes: Buffer.from(base64, "base64") };
  }

  it("makes the cutouts that the server makes: ten pictures of every kind, each mask overlapping by 98 % and more", async () => {
    for (const { name, file } of await subjects()) {
      const theirs = await engine.cutout(file, { format: "png" });
      const ours = await call("removeBackground", file);
      const agreement = await overlap(ours.bytes, theirs.data);
      expect(agreement.mask, name).toBeGreaterThan(0.98);
      expect(agreement.colorError, name).toBeLessThan(2);
    }
  });

  it("says what it runs on, and why on nothing faster", async () => {
    const status = await page.evaluate(() => globalThis.alphacut.runtimeStatus());
    expect(status).toMatchObject({ provider: "wasm", reason: expect.stringMatching(/^no WebGPU: /) });
    expect(status!.threads).toBeGreaterThan(0);
  });

  it("runs on WebGPU where there is an adapter, and on WebAssembly where the model cannot be opened on it", async ({
    skip,
  }) => {
    const gpu = await launchWithWebGpu(executable);
    const blank = await open(server.url, gpu);
    const hasAdapter = await blank.evaluate(async () => {
      const { gpu } = navigator as { gpu?: { requestAdapter(): Promise<unknown> } };
      return Boolean(await gpu?.requestAdapter());
    });
    await blank.context().close();
    skip(!hasAdapter, "this Chromium has no graphics processor in software");
    const { file } = (await subjects())[0]!;
    const theirs = await engine.cutout(file, { format: "png" });
    const agreementOn = async () => {
      const page = await open(server.url, gpu);
      const { bytes } = await call("removeBackground", file, {}, page);
      const status = await page.evaluate(() => globalThis.alphacut.runtimeStatus());
      await page.context().close();
      return { status, mask: (await overlap(bytes, theirs.data)).mask };
    };
    const onGpu = await agreementOn();
    expect(onGpu.status).toEqual({ provider: "webgpu", threads: 1 });
    expect(onGpu.mask).toBeGreaterThan(0.98);

    const manifest = JSON.parse(server.files.get("/assets/isnet.json") as string);
    const broken = Buffer.from("no model");
    const sha256 = createHash("sha256").update(broken).digest("hex");
    const webgpu = { file: "broken.onnx", bytes: broken.length, sha256 };
    server.files.set("/assets/broken.onnx", broken);
    server.files.set("/assets/isnet.json", JSON.stringify({ ...manifest, webgpu }));
    const fallen = await agreementOn();
    expect(fallen.status).toMatchObject({
      provider: "wasm",
      reason: expect.stringMatching(/^no WebGPU: it failed/),
    });
    expect(fallen.mask).toBeGreaterThan(0.98);
    await serveModel(model);
    await gpu.close();
  });

  it("has one thread where the page isn't cross-origin isolated, and says so", async () => {
    const plain = await startModuleServer({ isolated: false });
    for (const [path, file] of server.files) plain.files.set(path, file);
    const page = await open(plain.url);
    await page.evaluate(() => globalThis.alphacut.preload({ publicPath: "/assets/" }));
    expect(await page.evaluate(() => globalThis.alphacut.runtimeStatus())).toMatchObject({
      threads: 1,
      reason: expect.stringContaining("not cross-origin isolated"),
    });
    await page.context().close();
    plain.close();
  });

  it("answers every part of the picture in every format, named as the original names them", async () => {
    const [width, height] = [90, 60];
    const disc = '<svg width="90" height="60"><circle cx="45" cy="30" r="22" fill="#fff"/></svg>';
    const file = await sharp(Buffer.from(disc)).flatten({ background: "#123" }).png().toBuffer();
    const at = (format: string, type?: string) => ({ output: { format, ...(type && { type }) } });
    const alpha = await call("alphamask", file, at("image/x-alpha8"));
    expect(alpha.type).toBe(`image/x-alpha8;width=${width};height=${height}`);
    expect(alpha.bytes.length).toBe(width * height);
    const mask = await call("segmentForeground", file, at("image/x-rgba8"));
    expect(mask.bytes.filter((_, i) => i % 4 === 0)).toEqual(alpha.bytes);
    expect(await call("removeBackground", file, at("image/x-rgba8", "mask"))).toEqual(mask);
    const cutout = await call("removeBackground", file, at("image/x-rgba8"));
    expect(cutout.bytes.filter((_, i) => i % 4 === 3)).toEqual(alpha.bytes);
    const rest = await call("removeForeground", file, at("image/x-rgba8"));
    expect(rest.bytes.filter((_, i) => i % 4 === 3)).toEqual(alpha.bytes.map((value) => 255 - value));
    expect(await call("removeBackground", file, at("image/x-rgba8", "background"))).toEqual(rest);
    expect((await call("removeBackground", file, at("image/webp"))).type).toBe("image/webp");
    const jpeg = await call("removeBackground", file, at("image/jpeg"));
    expect(
      (await sharp(jpeg.bytes).extract({ left: 0, top: 0, width: 1, height: 1 }).raw().toBuffer())[0],
    ).toBe(255);
  });

  it("applies a mask of another size without the model, and takes pixels, addresses and bytes", async () => {
    const page = await open();
    const sizes = await page.evaluate(async () => {
      const { applySegmentationMask, removeBackground } = globalThis.alphacut;
      const gray = (width: number, height: number, value: number) => {
        const pixels = new ImageData(width, height);
        pixels.data.fill(value);
        for (let i = 3; i < pixels.data.length; i += 4) pixels.data[i] = 255;
        return pixels;
      };
      const half = new ImageData(2, 1);
      half.data.set([255, 255, 255, 255, 0, 0, 0, 255]);
      const raw = { publicPath: "/assets/", output: { format: "image/x-rgba8" } } as const;
      const cut = await applySegmentationMask(gray(40, 20, 77), half, raw);
      const pixels = new Uint8Array(await cut.arrayBuffer());
      const canvas = new OffscreenCanvas(8, 8);
      canvas.getContext("2d")!.fillRect(0, 0, 8, 8);
      const png = await canvas.convertToBlob();
      const sources = [
        URL.createObjectURL(png),
        await png.arrayBuffer(),
        new Uint8Array(await png.arrayBuffer()),
      ];
      const answers = [];
      for (const source of sources) answers.push((await removeBackground(source, raw)).type);
      return { left: [...pixels.subarray(0, 4)], right: [...pixels.subarray(156, 160)], answers };
    });
    expect(sizes.left).toEqual([77, 77, 77, 255]);
    expect(sizes.right).toEqual([0, 0, 0, 0]);
    expect(new Set(sizes.answers)).toEqual(new Set(["image/x-rgba8;width=8;height=8"]));
    await page.context().close();
  });

  it("fetches the model once with progress, keeps it for the next visit, and never takes one that was changed", async () => {
    const page = await open();
    const load = () =>
      page.evaluate(async () => {
        const steps: [string, number, number][] = [];
        const progress = (...step: [string, number, number]) => steps.push(step);
        await globalThis.alphacut.preload({ publicPath: "/assets/", progress });
        return steps;
      });
    const fetches = () => server.requests.filter(({ path }) => path === "/assets/model.onnx").length;
    const before = fetches();
    expect((await load()).at(-1)).toEqual(["fetch:model.onnx", model.length, model.length]);
    expect(await load()).toEqual([]);
    await page.reload();
    await page.waitForFunction(() => "alphacut" in globalThis);
    expect(await load()).toEqual([]);
    expect(fetches() - before).toBe(1);
    await page.context().close();

    const other = await open();
    const changed = Buffer.from(model);
    changed[changed.length - 1]! ^= 1;
    await serveModel(changed, createHash("sha256").update(model).digest("hex"));
    const refused = (page: Page) =>
      page.evaluate(() =>
        globalThis.alphacut.preload({ publicPath: "/assets/" }).catch((error) => error.message),
      );
    expect(await refused(other)).toMatch(/checksum differs/);
    server.files.set("/assets/model.onnx", model.subarray(0, 20));
    expect(await refused(other)).toMatch(/broke off after 20 of/);
    await serveModel(model);
    expect(await refused(other)).toBeUndefined();
    await other.context().close();
  });

  it("goes on without a connection once the model is loaded", async () => {
    const page = await open();
    const { file } = (await subjects())[0]!;
    await page.evaluate(() => globalThis.alphacut.preload({ publicPath: "/assets/" }));
    await page.context().setOffline(true);
    const blob = await page.evaluate(async (base64) => {
      const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
      return (await globalThis.alphacut.removeBackground(bytes, { publicPath: "/assets/" })).type;
    }, file.toString("base64"));
    expect(blob).toBe("image/png");
    await page.context().close();
  });

  it("gives a picture up when its signal says so, whether it waits or is being made, and makes the next one", async () => {
    const outcome = await page.evaluate(async () => {
      const { removeBackground } = globalThis.alphacut;
      const pixels = new ImageData(1500, 1500);
      const config = { publicPath: "/assets/", output: { format: "image/x-alpha8" } } as const;
      const running = new AbortController();
      const waiting = new AbortController();
      const first = removeBackground(pixels, {
        ...config,
        signal: running.signal,
        progress: (key) => key === "compute:inference" && running.abort(new Error("no longer")),
      }).catch((error) => error.message);
      const second = removeBackground(pixels, { ...config, signal: waiting.signal }).catch(
        (error) => error.name,
      );
      const third = removeBackground(pixels, config).then((blob) => blob.size);
      waiting.abort();
      return [await first, await second, await third];
    });
    expect(outcome).toEqual(["no longer", "AbortError", 1500 * 1500]);
  });

  it("never holds up the page: its clock goes on while a picture of 12 megapixels is made", async () => {
    const longest = await page.evaluate(async () => {
      const { removeBackground } = globalThis.alphacut;
      const canvas = new OffscreenCanvas(4000, 3000);
      canvas.getContext("2d")!.fillRect(500, 500, 2000, 2000);
      const file = await canvas.convertToBlob({ type: "image/jpeg" });
      let ticks = 0;
      const clock = setInterval(() => ticks++, 10);
      const begin = performance.now();
      await removeBackground(file, { publicPath: "/assets/", output: { format: "image/x-alpha8" } });
      clearInterval(clock);
      return { ticks, milliseconds: performance.now() - begin };
    });
    // At the very least a fifth of what an idle page would count, on a machine that does other things as well.
    expect(longest.ticks).toBeGreaterThan(longest.milliseconds / 50);
  });

  it("can be closed: what runs and waits is told so, and the next call starts anew", async () => {
    const outcome = await page.evaluate(async () => {
      const { close, removeBackground } = globalThis.alphacut;
      const config = { publicPath: "/assets/", output: { format: "image/x-alpha8" } } as const;
      const make = () => removeBackground(new ImageData(8, 8), config);
      const calls = [make(), make()].map((call) => call.catch((error) => error.code));
      setTimeout(close, 0);
      return [...(await Promise.all(calls)), (await make()).size];
    });
    expect(outcome).toEqual(["Aborted", "Aborted", 64]);
  });

  it.each<[string, () => object, RegExp]>([
    ["no picture", () => ({ bytes: "nothing" }), /cannot read the picture/],
    ["an impossible setting", () => ({ config: { output: { quality: 80 } } }), /output.quality is 80/],
    [
      "an address that leads nowhere",
      () => ({ address: "/nothing.png" }),
      /Cannot read \/nothing.png: status 404/,
    ],
    [
      "files that aren't there",
      () => ({ config: { publicPath: "/nowhere/" } }),
      /The model is not here: .*status 404/,
    ],
  ])("says what is wrong: %s", async (_, given, message) => {
    const error = await page.evaluate(async (given) => {
      const { address, bytes, config } = given as { address?: string; bytes?: string; config?: object };
      const source = address ?? (bytes ? new Blob([bytes]) : new ImageData(4, 4));
      const settings = { publicPath: "/assets/", ...config };
      return globalThis.alphacut.removeBackground(source, settings).catch((error: Error) => error.message);
    }, given());
    expect(error).toMatch(message);
  });
});
