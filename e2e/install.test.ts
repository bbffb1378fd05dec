import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { copyFile, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { checkPackage, createPackageFromTarballData } from "@arethetypeswrong/core";
import { publint } from "publint";
import { formatMessage } from "publint/utils";
import sharp from "sharp";
import { list } from "tar";
import { build } from "vite";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildPages } from "./testing/build-pages.ts";
import { findChromium, launchChromium } from "./testing/chromium.ts";
import { type LocalRegistry, startLocalRegistry } from "./testing/local-registry.ts";
import { canLimitMemory, runWithin } from "./testing/memory-limit.ts";
import { startModuleServer } from "./testing/module-server.ts";

const run = promisify(execFile);
const ROOT = fileURLToPath(new URL("../", import.meta.url));
const tsc = createRequire(import.meta.url).resolve("typescript/bin/tsc");
const PLATFORM = `${process.platform}-${process.arch}`;
/** Read by people's machines in full: what is published of the command, the library and the client. */
const PUBLISHED = ["alphacut", "browser", "engine", "pixels", "sdk"] as const;

interface Packed {
  manifest: { name: string; version: string; dependencies?: Record<string, string> };
  /** The tarball. */
  path: string;
  files: string[];
}

let folder: string;
let packed: Record<string, Packed>;
let registry: LocalRegistry;
/** An empty project that has everything installed, and projects of other kinds below it. */
let project: string;
let env: NodeJS.ProcessEnv;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "alphacut-install-"));
  const out = join(folder, "packed");
  await run(process.execPath, [tsc, "-b", "packages/cli", "packages/browser", "packages/sdk/cjs"], {
    cwd: ROOT,
  });
  // Which version of the pages makes no difference here.
  const pages = ["packages/web/dist/index.html", "packages/docs/dist/docs/index.html"];
  if (!pages.every((page) => existsSync(join(ROOT, page)))) buildPages();
  const pack = ["run", "--silent", "pack", "--", "--built", "--out", out, "--platform", PLATFORM];
  const { stdout } = await run("npm", pack, { cwd: ROOT });
  const tarballs = stdout.trim().split("\n");
  packed = Object.fromEntries(
    await Promise.all(
      (await readdir(join(out, "folders"))).map(async (name) => {
        const manifest = JSON.parse(await readFile(join(out, "folders", name, "package.json"), "utf8"));
        const file = `${manifest.name.replace("@", "").replace("/", "-")}-${manifest.version}.tgz`;
        const path = tarballs.find((tarball) => basename(tarball) === file);
        const files: string[] = [];
        // Those for other platforms are known to the registry, but nobody fetches them here.
        if (path === undefined) return [name, { manifest, path: "", files }] as const;
        await list({ file: path, onReadEntry: (entry) => files.push(entry.path.replace("package/", "")) });
        return [name, { manifest, path, files }] as const;
      }),
    ),
  );
  registry = await startLocalRegistry(Object.values(packed), ROOT);
  project = join(folder, "project");
  await mkdir(project);
  // Nothing of whoever runs the tests: no settings, no cache, no models.
  env = {
    PATH: process.env.PATH,
    HOME: folder,
    npm_config_registry: registry.url,
    npm_config_cache: join(folder, "cache"),
    npm_config_ignore_scripts: "false",
    npm_config_audit: "false",
    npm_config_fund: "false",
    npm_config_update_notifier: "false",
  };
  await writeFile(join(project, "package.json"), JSON.stringify({ name: "empty", private: true }));
  await run("npm", ["install", "alphacut", "@alphacut/engine", "@alphacut/browser", "@alphacut/sdk"], {
    cwd: project,
    env,
  });
  await copyFile(join(ROOT, "docs/photo.jpg"), join(project, "photo.jpg"));
});
afterAll(async () => {
  await registry?.close();
  await rm(folder, { recursive: true, force: true });
});

/** Names and manifests of everything that was installed. */
async function installed(): Promise<{ path: string; name: string; scripts?: Record<string, string> }[]> {
  const lock = JSON.parse(await readFile(join(project, "node_modules/.package-lock.json"), "utf8"));
  const paths = Object.keys(lock.packages as object);
  return Promise.all(
    paths.map(async (path) => ({
      ...JSON.parse(await readFile(join(project, path, "package.json"), "utf8")),
      path,
    })),
  );
}

async function transparentShare(path: string): Promise<number> {
  const { data } = await sharp(path).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
  let transparent = 0;
  for (let i = 3; i < data.length; i += 4) if (data[i]! < 128) transparent++;
  return transparent / (data.length / 4);
}

describe("the tarballs", () => {
  it("hold what belongs to users, with a license and a description, and nothing of ours", () => {
    for (const { manifest, files } of Object.values(packed).filter(({ path }) => path)) {
      expect(files, manifest.name).toEqual(expect.arrayContaining(["LICENSE", "README.md", "package.json"]));
      const internal = files.filter((file) =>
        /\.test\.|\/testing\/|\.tsbuildinfo$|\.map$|(?<!\.d)\.ts$/.test(file),
      );
      expect(internal, manifest.name).toEqual([]);
    }
    expect(packed.alphacut!.files).toEqual(
      expect.arrayContaining([
        "web/dist/index.html",
        "docs/dist/docs/index.html",
        "docs/dist/th/docs/index.html",
        "cli/man/alphacut.1",
      ]),
    );
  });

  it("are small", async () => {
    const megabytes = async (name: string) => (await stat(packed[name]!.path)).size / 1e6;
    expect(await megabytes("sdk")).toBeLessThan(0.1);
    expect(await megabytes("engine")).toBeLessThan(0.5);
    // Half of either is ONNX Runtime for browsers, with WebGPU and without.
    expect(await megabytes("alphacut")).toBeLessThan(22);
    // The rest of this is the model, in a form for each of them.
    expect(await megabytes("browser")).toBeLessThan(95);
    expect(await megabytes("model-isnet")).toBeLessThan(45);
  });

  it("ask for each other in exactly one version, the same for all of ours", () => {
    const { version } = packed.alphacut!.manifest;
    for (const name of PUBLISHED) {
      const { dependencies = {}, version: own } = packed[name]!.manifest;
      const ours = Object.entries(dependencies).filter(([dependency]) => dependency.startsWith("@alphacut/"));
      expect([own, ...ours.map(([, range]) => range)]).toEqual([version, ...ours.map(() => version)]);
    }
  });

  it.each(PUBLISHED)("of %s has no fault that publint knows", async (name) => {
    const pkgDir = join(folder, "packed/folders", name);
    const { messages, pkg } = await publint({ pkgDir, strict: true, pack: false });
    expect(messages.map((message) => formatMessage(message, pkg!))).toEqual([]);
  });

  it.each(["browser", "engine", "pixels", "sdk"])(
    "of %s has types that every kind of module resolution finds",
    async (name) => {
      const result = await checkPackage(createPackageFromTarballData(await readFile(packed[name]!.path)));
      expect(result).toMatchObject({ types: { kind: "included" }, problems: [] });
    },
  );
});

describe("an installation", () => {
  it("runs no script, and has one sharp, one ONNX Runtime for this platform and nothing of the AGPL", async () => {
    const all = await installed();
    const withScripts = all.filter(({ path, scripts = {} }) => {
      const names = ["preinstall", "install", "postinstall"].filter((name) => name in scripts);
      return names.length > 0 || existsSync(join(project, path, "binding.gyp"));
    });
    expect(withScripts.map(({ path }) => path)).toEqual([]);
    const paths = all.map(({ path }) => path);
    expect(paths.filter((path) => /\/(sharp|onnxruntime-node|onnxruntime)$/.test(path))).toEqual([
      "node_modules/onnxruntime-node",
      "node_modules/sharp",
    ]);
    expect(paths.filter((path) => /@alphacut\/onnxruntime-/.test(path))).toEqual([
      `node_modules/@alphacut/onnxruntime-${PLATFORM}`,
    ]);
    expect(paths.filter((path) => path.includes("@imgly"))).toEqual([]);
  });

  it("cuts out a photo from the command line at once, with nothing but the package", async () => {
    const { stderr } = await run("npx", ["--no", "alphacut", "i", "photo.jpg", "cutout.png"], {
      cwd: project,
      env,
    });
    expect(stderr).toBe("");
    const share = await transparentShare(join(project, "cutout.png"));
    expect(share).toBeGreaterThan(0.2);
    expect(share).toBeLessThan(0.9);
    // Neither a prepared model nor the diary that ONNX Runtime keeps for its maker.
    expect(existsSync(join(folder, ".cache"))).toBe(false);
    const { stdout } = await run("npx", ["--no", "alphacut", "models", "verify"], { cwd: project, env });
    expect(stdout).toBe("isnet: intact\n");
  });

  it.runIf(canLimitMemory)(
    "cuts out a photo of 1.5 megapixels where all processes together get 512 MB (needs root and control groups)",
    async () => {
      await sharp(join(ROOT, "docs/photo.jpg"))
        .resize(1500, 1000, { fit: "fill" })
        .jpeg()
        .toFile(join(project, "large.jpg"));
      const command = ["npx", "--no", "alphacut", "i", "large.jpg", "large.png"];
      const { stderr } = await runWithin(512 * 1024 ** 2, command, { cwd: project, env });
      expect(stderr).toBe("");
      expect(await transparentShare(join(project, "large.png"))).toBeGreaterThan(0.2);
    },
  );

  it("serves the editor, the guides and the API", async () => {
    const child = spawn("npx", ["--no", "alphacut", "serve", "--port", "0"], {
      cwd: project,
      env: { ...env, LOG_LEVEL: "warn" },
      stdio: ["ignore", "pipe", "inherit"],
      detached: true,
    });
    try {
      let banner = "";
      for await (const chunk of child.stdout) {
        banner += chunk;
        if (/curl .*http/.test(banner)) break;
      }
      const [url] = /http:\/\/127\.0\.0\.1:\d+/.exec(banner)!;
      for (const page of ["/", "/docs/", "/de/docs/", "/api/openapi"]) {
        const response = await fetch(url + page);
        expect([page, response.status]).toEqual([page, 200]);
        await response.arrayBuffer();
      }
    } finally {
      process.kill(-child.pid!, "SIGTERM");
      await once(child, "close");
    }
  });

  it.each([
    [
      "an ES module",
      "esm",
      "main.mjs",
      'import { createEngine } from "@alphacut/engine";\nimport { rembg } from "@alphacut/sdk";',
    ],
    [
      "a CommonJS module",
      "cjs",
      "main.cjs",
      'const { createEngine } = require("@alphacut/engine");\nconst { rembg } = require("@alphacut/sdk");',
    ],
  ])("works in %s", async (_, name, file, imports) => {
    await mkdir(join(project, name));
    await writeFile(
      join(project, name, file),
      `${imports}
const engine = createEngine({ modelsDir: ${JSON.stringify(join(folder, "models"))} });
engine.ready().then(async () => {
  const { precision, reason } = engine.status().precision;
  await engine.close();
  console.log(typeof rembg, precision, reason);
});`,
    );
    const { stdout } = await run(process.execPath, [file], { cwd: join(project, name), env });
    expect(stdout).toBe("function int8 only\n");
  });

  /** As they stand in the README of `@imgly/background-removal-node`, but for the import. */
  it.each([
    [
      "imported",
      "moved.mjs",
      `import { removeBackground } from "@alphacut/engine/imgly";
import { writeFile } from "node:fs/promises";`,
    ],
    [
      "required",
      "moved.cjs",
      `const { removeBackground } = require("@alphacut/engine/imgly");
const { writeFile } = require("node:fs/promises");`,
    ],
  ])(
    "stands in for @imgly/background-removal-node, %s, and lets the program end",
    async (_, file, imports) => {
      await writeFile(
        join(project, file),
        `${imports}
let image_src = "photo.jpg";
removeBackground(image_src).then(async (blob) => {
  await writeFile("${file}.png", Buffer.from(await blob.arrayBuffer()));
});`,
      );
      const { stdout, stderr } = await run(process.execPath, [file], { cwd: project, env, timeout: 60_000 });
      expect(stdout + stderr).toBe("");
      expect(await transparentShare(join(project, `${file}.png`))).toBeGreaterThan(0.2);
    },
  );

  const executable = findChromium();
  it.skipIf(!executable)(
    "stands in for @imgly/background-removal in a page that Vite builds, with nothing from other sites (needs Chromium)",
    async () => {
      const site = join(project, "site");
      await mkdir(join(site, "public"), { recursive: true });
      await copyFile(join(ROOT, "docs/photo.jpg"), join(site, "public/photo.jpg"));
      await writeFile(join(site, "index.html"), '<img><script type="module" src="/main.js"></script>');
      // As it stands in the README of the original, but for the import and the last line.
      const script = `import { removeBackground } from "@alphacut/browser";
let image_src = "/photo.jpg";
removeBackground(image_src).then((blob) => {
  const url = URL.createObjectURL(blob);
  document.querySelector("img").src = url;
}).catch((error) => document.title = error.message);`;
      await writeFile(join(site, "main.js"), script);
      await build({ root: site, logLevel: "error" });
      const server = await startModuleServer({ isolated: true });
      const built = join(site, "dist");
      for (const file of await readdir(built, { recursive: true, withFileTypes: true })) {
        if (!file.isFile()) continue;
        const path = join(file.parentPath, file.name);
        server.files.set(path.slice(built.length).replace("/index.html", "/"), await readFile(path));
      }
      const browser = await launchChromium(executable!);
      const page = await browser.newPage();
      const asked = new Set<string>();
      page.on("request", (request) => asked.add(new URL(request.url()).origin));
      await page.goto(server.url);
      await page.waitForFunction(() => document.title || document.querySelector("img")?.naturalWidth, null, {
        timeout: 240_000,
      });
      expect(await page.title()).toBe("");
      const share = await page.evaluate(() => {
        const image = document.querySelector("img")!;
        const { naturalWidth: width, naturalHeight: height } = image;
        const context = new OffscreenCanvas(width, height).getContext("2d")!;
        context.drawImage(image, 0, 0);
        const { data } = context.getImageData(0, 0, width, height);
        return data.filter((value, i) => i % 4 === 3 && value < 128).length / (width * height);
      });
      expect(share).toBeGreaterThan(0.2);
      expect(share).toBeLessThan(0.9);
      expect([...asked]).toEqual([new URL(server.url).origin, "null"].slice(0, asked.size));
      await browser.close();
      server.close();
    },
    300_000,
  );

  it.each([
    ["nodenext", "nodenext", ["main.mts", "main.cts"]],
    ["node10", "commonjs", ["main.ts"]],
  ])("has types for TypeScript with the resolution %s", async (moduleResolution, module, files) => {
    const place = await mkdtemp(join(project, "types-"));
    const source = `import { createEngine, type Recipe } from "@alphacut/engine";
import { calibrateModel } from "@alphacut/engine/calibration";
import removeBackground, { type Config } from "@alphacut/engine/imgly";
import removeInBrowser, { runtimeStatus } from "@alphacut/browser";
import { createRemover, RUNTIMES } from "@alphacut/browser/remover";
import { createClient } from "@alphacut/sdk";
import { removeBackgroundFromImageFile } from "@alphacut/sdk/remove-bg";
const recipe: Recipe = { format: "png" };
export const data: Promise<Uint8Array> = createEngine({ modelsDir: "x" }).cutout(new Uint8Array(), recipe).then((made) => made.data);
export const width: Promise<number | undefined> = createClient().removeBackground(new Blob()).then((result) => result.width);
const config: Config = { output: { format: "image/webp", quality: 0.9 }, progress: (key, current, total) => console.log(key, current / total) };
export const blob: Promise<Blob> = removeBackground("photo.jpg", config);
export const here: Promise<Blob> = removeInBrowser(new Blob(), { ...config, signal: AbortSignal.timeout(1) });
export const provider: "webgpu" | "wasm" | undefined = runtimeStatus()?.provider;
export const remover = createRemover({ assets: { runtimes: RUNTIMES, model: { manifest: "/isnet.json" } } });
export { calibrateModel, removeBackgroundFromImageFile };
// @ts-expect-error there is no such format
export const wrong: Recipe = { format: "gif" };`;
    for (const file of files) await writeFile(join(place, file), source);
    const compilerOptions = {
      noEmit: true,
      strict: true,
      exactOptionalPropertyTypes: true,
      skipLibCheck: false,
      target: "es2023",
      lib: ["es2023", "dom", "dom.iterable"],
      types: ["node"],
      typeRoots: [join(ROOT, "node_modules/@types")],
      module,
      moduleResolution,
      ignoreDeprecations: "6.0",
    };
    await writeFile(join(place, "tsconfig.json"), JSON.stringify({ compilerOptions, files }));
    const { stdout } = await run(process.execPath, [tsc, "-p", place]).catch((error) => error);
    expect(stdout).toBe("");
  });
});

describe("the image", () => {
  const dockerfile = readFileSync(join(ROOT, "deploy/Dockerfile"), "utf8").replaceAll(/\\\n\s*/g, "");
  const instructions = (name: string) =>
    [...dockerfile.matchAll(new RegExp(`^${name} (.+)$`, "gm"))].map(([, text]) => text!);
  const settings = Object.fromEntries(
    instructions("ENV").flatMap((line) => line.split(/\s+/).map((pair) => pair.split("=", 2))),
  );
  let image: string;
  let runEnv: NodeJS.ProcessEnv;

  /** Everything that is in a folder. */
  const contents = async (place: string) => (await readdir(place, { recursive: true })).sort();

  beforeAll(async () => {
    image = join(folder, "image");
    // The checkout has come through the first two.
    const [install, build, ...rest] = instructions("RUN");
    expect([install, build]).toEqual(["npm ci --no-audit --no-fund", "npm run build"]);
    const steps = rest.filter((step) => step.includes("/image"));
    expect(steps).toHaveLength(2);
    for (const step of steps) {
      const line = step.replaceAll(/(?<=[ =])\/image/g, image);
      await run("bash", ["-c", line], { cwd: ROOT, env: { ...env, PRECISION: "int8" } });
    }
    const data = join(folder, "image-data");
    await mkdir(data);
    runEnv = {
      ...env,
      ...settings,
      ALPHACUT_PRECISION: "int8",
      ALPHACUT_DATA_DIR: data,
      ALPHACUT_MODELS_DIR: join(image, "models"),
      HOST: "127.0.0.1",
      PORT: "0",
      LOG_LEVEL: "warn",
    };
  });

  /** Runs a command of the image until it listens, then `use`, then ends it. @returns its exit status */
  async function serving(command: string[], use: (url: string) => Promise<void>): Promise<number | null> {
    const [program, ...args] = command.map((part) => part.replace(/^\/app\//, `${image}/`));
    const child = spawn(program!, args, { cwd: image, env: runEnv, stdio: ["ignore", "pipe", "inherit"] });
    const ended = once(child, "close");
    try {
      let banner = "";
      for await (const chunk of child.stdout) {
        banner += chunk;
        if (/curl .*http/.test(banner)) break;
      }
      await use(/http:\/\/127\.0\.0\.1:\d+/.exec(banner)![0]);
    } finally {
      child.kill("SIGTERM");
    }
    return (await ended)[0];
  }

  it("holds what runs and nothing that only builds, and no library for another system", async () => {
    const names = (await readdir(join(image, "node_modules"))).filter((name) =>
      /^(vitest|typescript|vite|vitepress|@imgly|@biomejs)$/.test(name),
    );
    expect(names).toEqual([]);
    expect(await readdir(join(image, "node_modules/onnxruntime-node/bin/napi-v6"))).toEqual([
      process.platform,
    ]);
    expect(await readdir(join(image, "models"))).toEqual([expect.stringMatching(/^isnet-.*\.int8\.onnx$/)]);
  });

  it("serves pages and pictures, is healthy, writes nothing beside its data, and ends when it is told to", async () => {
    const before = await contents(image);
    const [entry] = instructions("ENTRYPOINT");
    const [command] = instructions("CMD");
    const status = await serving([...JSON.parse(entry!), ...JSON.parse(command!)], async (url) => {
      for (const page of ["/", "/docs/", "/de/docs/"]) expect((await fetch(url + page)).status).toBe(200);
      const form = new FormData();
      form.append("image", new Blob([await readFile(join(ROOT, "docs/photo.jpg"))]), "photo.jpg");
      const cutout = await fetch(`${url}/rmbg`, { method: "POST", body: form });
      expect(cutout.status).toBe(200);
      await cutout.arrayBuffer();
      const [check] = [...dockerfile.matchAll(/CMD (\["node", "-e".+\])$/gm)].map(([, text]) => text!);
      const [program, ...args] = JSON.parse(check!);
      await run(program, args, { env: { ...runEnv, PORT: new URL(url).port } });
    });
    expect(status).toBe(0);
    expect(await contents(image)).toEqual(before);
  });

  it("runs by the command of the systemd unit, too", async () => {
    const unit = await readFile(join(ROOT, "deploy/systemd/alphacut.service"), "utf8");
    const [, command] = /^ExecStart=(.+)$/m.exec(unit)!;
    const status = await serving(command!.split(" "), async (url) => {
      expect((await fetch(`${url}/healthz`)).status).toBe(200);
    });
    expect(status).toBe(0);
  });
});
