import { execFile, execFileSync } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { picture } from "../../testing/pictures.ts";
import { ADMIN_TOKEN, listenForReal, type RealServer } from "../../testing/real-server.ts";
import { describeApi } from "../openapi.ts";
import type { CodeSample } from "./add-samples.ts";

const run = promisify(execFile);
const PUBLIC_URL = "https://cut.example.org";
const document = describeApi({ publicUrl: PUBLIC_URL, models: ["brightness"] });
const person = { email: "ada@example.com", password: "correct horse battery" };

/** Operations whose samples run as they stand, and what comes of them. */
const OPERATIONS: readonly { method: string; path: string; makes: "picture" | "json" }[] = [
  ...[
    "/rmbg",
    "/v2/rembg/",
    "/v2/rembg/mask/",
    "/v2/rembg/blur/",
    "/v2/rembg/color/",
    "/v2/rembg/gradient/",
    "/v2/rembg/shadow/",
    "/api/editor/cutout",
  ].map((path) => ({ method: "post", path, makes: "picture" as const })),
  { method: "get", path: "/api/membership-usage", makes: "json" },
  { method: "post", path: "/api/account/keys", makes: "json" },
  { method: "patch", path: "/api/account", makes: "json" },
  { method: "get", path: "/api/admin/status", makes: "json" },
  { method: "post", path: "/api/auth/sign-in/email", makes: "json" },
  { method: "get", path: "/healthz", makes: "json" },
];

let server: RealServer;
let folder: string;
let secrets: Record<string, string>;

beforeAll(async () => {
  server = await listenForReal();
  folder = await mkdtemp(join(tmpdir(), "alphacut-samples-"));
  await writeFile(join(folder, "photo.jpg"), await picture("jpeg"));
  const { uid } = await server.platform.administration.createAccount({
    ...person,
    emailVerified: true,
    plan: "Mega",
  });
  const { key } = await server.platform.keys.create(uid, {});
  const signIn = await fetch(`${server.url}/api/auth/sign-in/email`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(person),
  });
  secrets = {
    [PUBLIC_URL]: server.url,
    YOUR_API_KEY: key,
    YOUR_USER_TOKEN: signIn.headers.get("set-auth-token") ?? "",
    YOUR_ADMIN_TOKEN: ADMIN_TOKEN,
  };
}, 30_000);
afterAll(async () => {
  await server.close();
  await rm(folder, { recursive: true });
});

function sampleOf(method: string, path: string, label: string): string {
  const operation = (document.paths as Record<string, Record<string, { "x-codeSamples": CodeSample[] }>>)[
    path
  ]?.[method];
  const { source = "" } = operation?.["x-codeSamples"].find((sample) => sample.label === label) ?? {};
  return Object.entries(secrets).reduce((text, [word, value]) => text.replaceAll(word, value), source);
}

async function expectResult(makes: "picture" | "json", stdout: string): Promise<void> {
  if (makes === "json") {
    expect(JSON.parse(stdout)).toBeTypeOf("object");
    return;
  }
  const made = join(folder, "cutout.png");
  expect(["png", "webp"]).toContain((await sharp(await readFile(made)).metadata()).format);
  await rm(made);
}

const hasRequests = (() => {
  try {
    execFileSync("python3", ["-c", "import requests"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
})();

describe.each(OPERATIONS)("the samples of $method $path", ({ method, path, makes }) => {
  it("work in a shell", async () => {
    const source = sampleOf(method, path, "curl").replace(/^curl/, "curl -fsS");
    await expectResult(makes, (await run("bash", ["-c", source], { cwd: folder })).stdout);
  });

  it("work in JavaScript", async () => {
    await writeFile(join(folder, "sample.mjs"), sampleOf(method, path, "JavaScript"));
    await expectResult(makes, (await run(process.execPath, ["sample.mjs"], { cwd: folder })).stdout);
  });

  it.skipIf(!hasRequests)(
    "work in Python (needs Python with requests: apt-get install python3-requests)",
    async () => {
      await writeFile(join(folder, "sample.py"), sampleOf(method, path, "Python"));
      await expectResult(makes, (await run("python3", ["sample.py"], { cwd: folder })).stdout);
    },
  );
});
