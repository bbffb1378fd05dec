import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { cp, mkdir, readdir, readFile, symlink, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { basename, dirname, extname, join } from "node:path";
import { promisify } from "node:util";
import { createClient, rembg as ours } from "@alphacut/sdk";
import { rembg as original } from "@remove-background-ai/rembg.js";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type CommandProcess, startCommand } from "./testing/process.ts";
import { createWorkplace, halves, type Workplace } from "./testing/workplace.ts";

const run = promisify(execFile);
const TOKEN = "a token of sixteen or more";

const fromOriginal = createRequire(
  createRequire(import.meta.url).resolve("@remove-background-ai/rembg.js/package.json"),
);
const originalFolder = dirname(fromOriginal.resolve("./package.json"));
const axios = fromOriginal("axios") as {
  interceptors: { request: { use(change: (config: { url: string }) => unknown): void } };
};

let workplace: Workplace;
let server: CommandProcess;
let baseUrl: string;
let apiKey: string;

beforeAll(async () => {
  workplace = await createWorkplace();
  server = startCommand(["serve", "--port", "0"], {
    ALPHACUT_DATA_DIR: workplace.path("data"),
    ALPHACUT_MODELS_DIR: workplace.path("models"),
    ALPHACUT_MODEL: "brightness",
    ALPHACUT_ADMIN_TOKEN: TOKEN,
    LOG_LEVEL: "silent",
  });
  [, baseUrl = ""] = await server.printed(/Alphacut is at +(\S+)/);
  apiKey = await createKey("ada@example.com");
  // The original's address is fixed in its code; its requests are sent here instead.
  axios.interceptors.request.use((config) => ({
    ...config,
    url: config.url.replace("https://api.rembg.com", baseUrl),
  }));
});
afterAll(async () => {
  server.child.kill("SIGTERM");
  expect(await server.ended).toBe(0);
  await workplace.remove();
});

async function createKey(email: string): Promise<string> {
  const admin = async (...args: string[]) => {
    const env = { ALPHACUT_URL: baseUrl, ALPHACUT_ADMIN_TOKEN: TOKEN };
    const { stdout, stderr } = await workplace.run(["admin", ...args, "--json"], { env });
    expect(stderr).toBe("");
    return JSON.parse(stdout.toString());
  };
  await admin("users", "create", email, "--email-verified", "--plan", "Premium-20000");
  return (await admin("keys", "create", email)).key;
}

const hash = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");

describe("the examples of the original package, run against this server", () => {
  /** A copy of the package whose client calls this server. */
  async function install(name: string, client: string): Promise<string> {
    const folder = workplace.path(name);
    await cp(join(originalFolder, "example"), join(folder, "example"), { recursive: true });
    await mkdir(join(folder, "dist"));
    await writeFile(join(folder, "dist", "index.js"), client);
    await symlink(
      dirname(dirname(fromOriginal.resolve("dotenv/package.json"))),
      join(folder, "node_modules"),
    );
    return folder;
  }

  async function originalClient(): Promise<string> {
    const code = await readFile(join(originalFolder, "dist", "index.js"), "utf8");
    return code.replace("https://api.rembg.com", baseUrl);
  }

  function ourClient(): string {
    return `import { rembg as call } from ${JSON.stringify(import.meta.resolve("@alphacut/sdk"))};
      export const rembg = (request) => call({ ...request, baseUrl: ${JSON.stringify(baseUrl)} });`;
  }

  /** The original keeps its process alive for as long as the server keeps an idle connection, which is over a minute. */
  const closeConnections = `data:text/javascript,import http from "node:http"; http.globalAgent.keepAlive = false`;

  /** What an example printed and left behind. */
  async function runExample(folder: string, name: string, loader: string[]) {
    const temporary = join(folder, "tmp", name);
    await mkdir(temporary, { recursive: true });
    const { stdout, stderr } = await run(process.execPath, [...loader, "--import", closeConnections, name], {
      cwd: join(folder, "example"),
      env: { API_KEY: apiKey, TMPDIR: temporary },
      maxBuffer: 64e6,
    });
    const [, path] = /(?:path=|saved to: )(\S+)/.exec(stdout) ?? [];
    const [, base64] = /data:image\/\w+;base64,(\S+)/.exec(stdout) ?? [];
    const left = await Promise.all(
      (await readdir(temporary))
        .filter((file) => file.startsWith("rembg-"))
        .map((file) => readFile(join(temporary, file))),
    );
    return {
      stderr,
      printed: path ? { prefix: basename(path).slice(0, 6), extension: extname(path) } : "base64",
      image: base64 && hash(Buffer.from(base64, "base64")),
      left: left.map(hash),
      reportsUpload: stdout.includes("upload: true"),
      reportsDownload: stdout.includes("download: true"),
    };
  }

  it("give the same files, images and reports with the original client and with ours", async () => {
    const names = (await readdir(join(originalFolder, "example"))).filter((name) => name.endsWith(".mjs"));
    expect(names).toHaveLength(6);
    const original = await install("original", await originalClient());
    const own = await install("ours", ourClient());
    await writeFile(join(own, "package.json"), '{ "type": "module" }');
    const outcomes = async (folder: string, loader: string[] = []) =>
      Promise.all(names.map((name) => runExample(folder, name, loader)));
    const expected = await outcomes(original);
    const fromSource = ["--conditions=@alphacut/source", "--import", import.meta.resolve("tsx")];
    expect(await outcomes(own, fromSource)).toEqual(expected);
    for (const outcome of expected) {
      expect(outcome).toMatchObject({ stderr: "", reportsUpload: true, reportsDownload: true });
    }
    expect(
      new Set(expected.map(({ printed }) => (typeof printed === "string" ? printed : printed.extension))),
    ).toEqual(new Set([".PNG", ".WEBP", ".png", "base64"]));
  });
});

type Request = Pick<Parameters<typeof original>[0], "inputImage" | "options"> & { apiKey?: string };
const clients = {
  original: (request: Request) =>
    original({ apiKey, onUploadProgress: () => {}, onDownloadProgress: () => {}, ...request }),
  ours: (request: Request) => ours({ apiKey, baseUrl, ...request } as Parameters<typeof ours>[0]),
};
const photo = join(originalFolder, "example", "input.jpg");
const ANY_SIZE = { w: 0, h: 0 };

describe.each(Object.entries(clients))("the %s client", (_, rembg) => {
  async function cutout(request: Request) {
    const { outputImagePath, cleanup, base64Image } = await rembg(request);
    const bytes = base64Image
      ? Buffer.from(base64Image.split(",")[1]!, "base64")
      : await readFile(outputImagePath!);
    await cleanup?.();
    const { format, width, height, hasAlpha } = await sharp(bytes).metadata();
    return { format, width, height, hasAlpha };
  }

  it.each<[string, () => Promise<Request> | Request, object]>([
    ["a path", () => ({ inputImage: photo }), { format: "webp", hasAlpha: true }],
    ["a Buffer", async () => ({ inputImage: await halves() }), { format: "webp", width: 64, height: 32 }],
    ["base64", async () => ({ inputImage: { base64: (await halves()).toString("base64") } }), { width: 64 }],
    [
      "a data URL as base64, answered as base64",
      async () => ({
        inputImage: { base64: `data:image/png;base64,${(await halves()).toString("base64")}` },
        options: { ...ANY_SIZE, returnBase64: true, format: "png" },
      }),
      { format: "png", width: 64 },
    ],
    [
      "a size that must not distort",
      async () => ({ inputImage: await halves(), options: { w: 20, h: 20 } }),
      { width: 20, height: 10 },
    ],
    [
      "an exact size, turned on a color",
      async () => ({
        inputImage: await halves(),
        options: { w: 20, h: 10, exact_resize: true, angle: 90, bg_color: "blue", format: "PNG" },
      }),
      { format: "png", width: 10, height: 20 },
    ],
    [
      "a mask",
      async () => ({ inputImage: await halves(), options: { ...ANY_SIZE, returnMask: true, format: "png" } }),
      { format: "png", hasAlpha: false },
    ],
  ])("cuts out %s", async (_, request, expected) => {
    expect(await cutout(await request())).toMatchObject(expected);
  });

  it.each<[string, Request, string | RegExp]>([
    [
      "a key that nobody has",
      { inputImage: photo, apiKey: "nobody" },
      '❌ 401 {"error":"invalid api key","status":401}',
    ],
    ["no key", { inputImage: photo, apiKey: "" }, /API key not provided/],
    ["bytes that are no image", { inputImage: Buffer.from("text") }, /^❌ 400 .*invalid file signature/],
    [
      "a size out of range",
      { inputImage: photo, options: { w: -5, h: 0 } },
      /^❌ 400 .*'w' must be at least 1, got: -5/,
    ],
    [
      "several mistakes",
      { inputImage: photo, options: { w: 20_000, h: 0, angle: 500 } },
      /^❌ 400 .*Multiple validation errors.*"field":"angle"/,
    ],
    ["a file that is not there", { inputImage: "/no/such/file.jpg" }, /ENOENT.*\/no\/such\/file\.jpg/],
    ["something that is no picture", { inputImage: 5 as unknown as string }, /^Invalid input type/],
  ])("refuses %s in the same words", async (_, request, message) => {
    await expect(rembg(request)).rejects.toThrow(message);
  });
});

describe("our client on its own", () => {
  it("speaks the fapihub endpoints, and counts what it has used", async () => {
    const key = await createKey("grace@example.com");
    const client = createClient({ baseUrl, apiKey: key });
    const picture = await halves();
    const { fapihub } = client;
    const images = [
      await client.removeBackground(picture, { format: "png" }),
      await fapihub.removeBackground(picture),
      await fapihub.mask(picture),
      await fapihub.blur(picture, { radius: 5 }),
      await fapihub.color(picture, { color: [255, 0, 0] }),
      await fapihub.gradient(picture, { top: "white", bottom: "#000" }),
      await fapihub.shadow(picture, { color: "black", offset: { x: 5, y: 5 }, blurRadius: 3 }),
    ];
    for (const { blob } of images) expect(blob.type).toBe("image/png");
    expect(images[0]).toMatchObject({ width: 64, height: 32, creditsCharged: 1, creditsRemaining: 19_999 });
    await expect(fapihub.blur(picture, { radius: 99 })).rejects.toMatchObject({
      status: 400,
      code: "invalid_parameter",
    });
    const usage = await client.membershipUsage({ billingCycle: true });
    expect(usage).toMatchObject({ membership: "Premium-20000", api_usage: images.length, app_usage: 0 });
    expect(usage.billingCycle.usedIncludedCredits).toBe(images.length);
    expect((await client.billingCycles())[0]).toMatchObject({ apiUsage: images.length });
  });

  it("is what `alphacut i --remote` uses", async () => {
    const input = await workplace.put("remote.png", await halves());
    const output = workplace.path("remote.webp");
    const { code, stderr } = await workplace.run(["i", "--remote", baseUrl, "--key", apiKey, input, output]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect((await sharp(output).metadata()).format).toBe("webp");
  });

  it("lets `alphacut i --remote` ask for all that is done on this machine", async () => {
    const input = await workplace.put("remote.png", await halves());
    const output = workplace.path("placed.png");
    const { code, stderr } = await workplace.run([
      ...["i", "--remote", baseUrl, "--key", apiKey, "--overwrite", input, output, "-m", "brightness"],
      ...["--canvas", "200x100", "--padding", "10px", "--align", "bottom", "--no-cut-sides", "--dpi", "300"],
      ...[
        "--shadow",
        "#00000080",
        "--shadow-kind",
        "contact",
        "--outline",
        "red",
        "--gradient",
        "white,blue",
      ],
      ...["--roi", "0,0,100%,100%", "--remove-mask", input],
    ]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(await sharp(output).metadata()).toMatchObject({ width: 200, height: 100, density: 300 });
    const local = workplace.path("local.png");
    const crop = ["--crop", "--crop-margin", "10%", "--outline", "#00ff00", "--quality", "fast"];
    await workplace.run(["i", ...crop, input, local]);
    await workplace.run(["i", "--remote", baseUrl, "--key", apiKey, "--overwrite", ...crop, input, output]);
    expect(await readFile(output)).toEqual(await readFile(local));
  });
});
