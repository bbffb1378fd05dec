import { execFileSync } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { parseCustomModel } from "@alphacut/engine";
import { createPlatform } from "@alphacut/platform";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Product, startProduct } from "../../../e2e/testing/product.ts";
import { contents } from "../src/contents.ts";
import { readPage, type Sample, samplesOf } from "./testing/page-shape.ts";
import { openWorkshop, type Workshop } from "./testing/workshop.ts";

/** Commands that a test cannot give, by how they begin. Bash still reads them. */
const NOT_RUN: Readonly<Record<string, string>> = {
  "npm ci\nnpm start": "installs the product and runs until it is stopped; CI starts on a clean clone, too",
  "npm run build\nnpm install": "builds the product",
  "alphacut mcp photos": "waits for an assistant; a test of the command line is one",
  "npm install @alphacut/engine":
    "asks a registry; the tests of the packages install it from one of their own",
  "npm install @alphacut/browser": "the same",
  "systemctl stop": "needs systemd and an installed service",
  "pg_dump --format": "needs a database that may be replaced",
  "createuser --pwprompt": "asks for a password",
  "alphacut admin backup": "restarts a service; tests of the command line and of the storage do both",
  "# on each API node": "needs several machines; tests of the server run all roles",
  "docker build": "needs Docker; a test lays out the image by the same steps",
  "docker run": "needs Docker; a test runs what is in the image",
  "cp deploy/.env.example": "fills in a file for Docker",
  "docker compose": "needs Docker; a test holds the files to what the server takes",
  "kubectl create": "needs Kubernetes; the same test holds its files to it",
  "cp deploy/systemd": "needs systemd; a test runs the unit's command",
};
/** Samples that are no programs, by their language. */
const NO_PROGRAMS: Readonly<Record<string, string>> = {
  ini: "a unit of systemd",
  nginx: "a part of a configuration of nginx",
  text: "a configuration of Caddy",
  ts: "types as they stand in the source, which the compiler reads",
  json: "compared with what the server answers and takes, below",
};
/** It prepares the real model; the tests of the packages run it as it is installed. */
const FOR_REAL_MODEL = "@alphacut/engine/imgly";
/** They need a film and ffmpeg, and have a test of their own. */
const FILM = "ffmpeg -i in.mp4";
/** Its function is called in Chromium, by the tests of the site. */
const FOR_BROWSERS = "export async function showCutout";
/** It cuts out with the real model, as the tests of the packages do in Chromium. */
const ON_DEVICE = "@alphacut/browser";

const pages = Object.values(contents).flat();
const all = pages.flatMap((page) => samplesOf(readPage("en", page)));
const samples = [...new Map(all.map((sample) => [sample.code, sample])).values()];
const programs = samples.filter(({ language }) => !(language in NO_PROGRAMS));
const runnable = programs.filter(
  ({ code }) =>
    ![FOR_BROWSERS, FOR_REAL_MODEL, ON_DEVICE].some((part) => code.includes(part)) &&
    !code.startsWith(FILM) &&
    !Object.keys(NOT_RUN).some((start) => code.startsWith(start)),
);

const films = programs
  .filter(({ code }) => code.startsWith(FILM))
  .map((sample) => [/(\S+)\s*$/.exec(sample.code)![1]!, sample] as const);

const token = "a-token-for-tests-only";
const person = { email: "guide@example.com", password: "correct horse battery" };
let product: Product;
let workshop: Workshop;
let apiKey: string;

beforeAll(async () => {
  product = await startProduct();
  const { uid } = await product.admin("POST", "/users", { ...person, emailVerified: true, plan: "Mega" });
  const { key } = await product.admin("POST", `/users/${uid}/keys`, {});
  apiKey = String(key);
  workshop = await openWorkshop({
    "http://127.0.0.1:8080": product.url,
    YOUR_API_KEY: apiKey,
    YOUR_ADMIN_TOKEN: token,
    YOUR_EMAIL: person.email,
    YOUR_PASSWORD: person.password,
  });
});
afterAll(async () => {
  await Promise.all([product?.close(), workshop?.remove()]);
});

describe("samples of the guides", () => {
  it.each(titled("sh", "js"))("%s … works as it stands", works);

  it.skipIf(!hasProgram("python3", "-c", "import requests")).each(titled("python"))(
    "%s … works as it stands (needs Python with requests: apt-get install python3-requests)",
    works,
  );

  it.skipIf(!hasProgram("ffmpeg", "-version")).each(films)(
    "%s makes a film whose background is transparent (needs ffmpeg: apt-get install ffmpeg)",
    async (output, sample) => {
      const size = "1280x720";
      const picture = `color=black:s=${size}:r=25:d=0.08,drawbox=w=640:color=white:t=fill`;
      const made = await workshop.run({
        ...sample,
        code: `ffmpeg -v error -f lavfi -i ${picture} -c:v mpeg4 in.mp4\n${sample.code}`,
      });
      expect(made.code, made.stderr).toBe(0);
      // Of the decoders for VP9 only this one knows alpha.
      const decoder = output.endsWith(".webm") ? ["-c:v", "libvpx-vp9"] : [];
      const path = join(await mkdtemp(join(tmpdir(), "alphacut-film-")), output);
      await writeFile(path, made.files.get(output)!);
      const rgba = execFileSync(
        "ffmpeg",
        ["-v", "error", ...decoder, "-i", path, "-frames:v", "1", "-f", "rawvideo", "-pix_fmt", "rgba", "-"],
        { maxBuffer: 1e8 },
      );
      await rm(dirname(path), { recursive: true });
      const alphaAt = (x: number) => rgba[(360 * 1280 + x) * 4 + 3]!;
      expect(alphaAt(200)).toBeGreaterThan(240);
      expect(alphaAt(1000)).toBeLessThan(15);
    },
  );

  it.each(Object.entries(NOT_RUN))("%s … is a program that bash can read: it %s", (start) => {
    const sample = programs.find(({ code }) => code.startsWith(start));
    expect(execFileSync("bash", ["-n"], { input: sample!.code }).toString()).toBe("");
  });

  it("are all of a kind that is run, or listed with the reason why not", () => {
    const kinds = new Set(samples.map(({ language }) => language));
    expect([...kinds].sort()).toEqual([...Object.keys(NO_PROGRAMS), "js", "python", "sh"].sort());
  });
});

describe("JSON in the guides", () => {
  const written = samples.filter(({ language }) => language === "json").map(({ code }) => code);
  const sampleWith = (word: string) =>
    JSON.parse(written.find((code) => code.includes(word)) ?? "") as unknown;

  async function send(path: string, form: Record<string, string | Blob>): Promise<unknown> {
    const body = new FormData();
    for (const [name, value] of Object.entries(form)) body.set(name, value);
    const answer = await fetch(product.url + path, { method: "POST", body, headers: { ApiKey: apiKey } });
    return answer.json();
  }

  const CHECKS: Readonly<Record<string, (sample: unknown) => Promise<void>>> = {
    "Invalid format": async (sample) => {
      expect(await send("/rmbg", { image: await photo(), format: "gif" })).toEqual(sample);
    },
    "Multiple validation errors": async (sample) => {
      expect(await send("/rmbg", { image: await photo(), w: "abc", angle: "500" })).toEqual(sample);
    },
    invalid_image: async (sample) => {
      expect(await send("/v2/rembg/", { image: new File([], "photo.jpg") })).toEqual(sample);
    },
    invalid_size: async (sample) => {
      const body = new FormData();
      body.set("image_file", await photo());
      body.set("size", "enormous");
      const headers = { "x-api-key": apiKey };
      const answer = await fetch(`${product.url}/v1.0/removebg`, { method: "POST", body, headers });
      expect(await answer.json()).toEqual(sample);
    },
    "The file is empty": async (sample) => {
      expect(await send("/api/remove", { file: new File([], "photo.jpg") })).toEqual(sample);
    },
    unauthenticated: async (sample) => {
      expect(await (await fetch(`${product.url}/api/account`)).json()).toEqual(sample);
    },
    billingCycle: async (sample) => {
      const path = "/api/membership-usage?expand=billing_cycle";
      const answer = await (await fetch(product.url + path, { headers: { "x-api-key": apiKey } })).json();
      expect(typesOf(answer)).toEqual(typesOf(sample));
    },
    "my.onnx": async (sample) => {
      const [entry] = sample as [object];
      expect(parseCustomModel(JSON.stringify(entry), "my.onnx")).toMatchObject({ name: "mine" });
    },
    prepaidPacks: async (sample) => {
      const dataDir = await mkdtemp(join(tmpdir(), "alphacut-plans-"));
      const plansFile = join(dataDir, "plans.json");
      await writeFile(plansFile, JSON.stringify(sample));
      const { plans, close } = await createPlatform({
        dataDir,
        plansFile,
        publicUrl: product.url,
        mailFrom: "alphacut@localhost",
        siteName: "Alphacut",
        anonymousDaily: 1,
        log: console,
      });
      await close();
      await rm(dataDir, { recursive: true });
      expect(plans.defaultPlan.label).toBe("Free");
    },
  };

  it.each(Object.entries(CHECKS))("%s … is what the server says or takes", (word, check) =>
    check(sampleWith(word)),
  );

  it("is all checked", () => {
    expect(written.filter((code) => !Object.keys(CHECKS).some((word) => code.includes(word)))).toEqual([]);
  });
});

async function photo(): Promise<File> {
  const create = { width: 32, height: 32, channels: 3, background: "white" } as const;
  return new File([new Uint8Array(await sharp({ create }).png().toBuffer())], "photo.png");
}

/** The same object with the types of its values in their places. */
function typesOf(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return typeof value;
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, typesOf(part)]));
}

/** Titles for samples of some languages: their first lines that do something. */
function titled(...kinds: string[]): [title: string, sample: Sample][] {
  const doesSomething = (line: string) => !/^(#|import|export [A-Z]|$)/.test(line);
  return runnable
    .filter(({ language }) => kinds.includes(language))
    .map((sample) => [sample.code.split("\n").find(doesSomething) ?? "", sample]);
}

/** It ends well, and makes every picture it names, in the format of its name; curl without a picture prints JSON. */
async function works(_title: string, sample: Sample): Promise<void> {
  const { code, stdout, stderr, files } = await workshop.run(sample);
  expect(code, stderr).toBe(0);
  const names = picturesNamedIn(sample.code);
  const made = names.filter((name) => files.has(name));
  expect(made).toEqual(names);
  const formats = await Promise.all(
    made.map(async (name) => (await sharp(files.get(name)).metadata()).format),
  );
  expect(formats).toEqual(made.map((name) => name.split(".").at(-1)?.replace("jpg", "jpeg")));
  if (names.length === 0 && sample.code.startsWith("curl")) expect(JSON.parse(stdout)).toBeTypeOf("object");
}

/** Pictures that a sample writes: those it names outside of comments, but for the photo. */
function picturesNamedIn(code: string): string[] {
  const withoutComments = code.replace(/(^|\s)(#|\/\/) .*$/gm, "");
  const names = [...withoutComments.matchAll(/[\w%-]+\.(png|webp|jpg)\b/g)].map(([name]) => name);
  return [...new Set(names)]
    .filter((name) => name !== "photo.jpg")
    .map((name) => name.replace("%05d", "00001"));
}

function hasProgram(command: string, ...args: string[]): boolean {
  try {
    execFileSync(command, args, { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}
