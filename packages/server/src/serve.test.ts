import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { slowModel } from "@alphacut/engine/testing";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { formOf, picture } from "./testing/pictures.ts";

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "alphacut-serve-"));
  await mkdir(join(folder, "models"));
  const model = await slowModel(folder);
  const entry = {
    name: "slow",
    file: join(folder, "slow.onnx"),
    side: model.input.side,
    multipleOf: 32,
    mean: [0, 0, 0],
    std: [1, 1, 1],
    stretch: false,
  };
  await writeFile(join(folder, "models", "models.json"), JSON.stringify([entry]));
});
afterAll(() => rm(folder, { recursive: true }));

interface Run {
  process: ChildProcess;
  /** Everything it printed so far. */
  output(): string;
  ended: Promise<number | null>;
}

function run(environment: Record<string, string>): Run {
  const child = spawn(process.execPath, ["--conditions=@alphacut/source", "--import", "tsx", "src/main.ts"], {
    cwd: join(import.meta.dirname, ".."),
    env: {
      PATH: process.env.PATH,
      PORT: "0",
      ALPHACUT_DATA_DIR: folder,
      ALPHACUT_MODEL: "slow",
      ALPHACUT_THREADS: "1",
      ...environment,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (chunk) => {
      output += chunk;
    });
  }
  const ended = once(child, "close").then(([code]) => code as number | null);
  return { process: child, output: () => output, ended };
}

async function addressOf(server: Run): Promise<string> {
  await expect.poll(server.output, { timeout: 50_000 }).toContain("/rmbg");
  return /Alphacut is at {2}(\S+)/.exec(server.output())?.[1] ?? "";
}

describe("the process", () => {
  it("ends with status 2 and one line for every bad setting", async () => {
    const server = run({ PORT: "eighty", LOG_LEVEL: "loud" });
    expect(await server.ended).toBe(2);
    expect(server.output().trim().split("\n")).toEqual([
      expect.stringMatching(/^PORT: got "eighty", takes /),
      expect.stringMatching(/^LOG_LEVEL: got "loud", takes /),
    ]);
  });

  it("ends with status 2 for a model that nobody knows, naming those it knows", async () => {
    const server = run({ ALPHACUT_MODEL: "u3net" });
    expect(await server.ended).toBe(2);
    expect(server.output()).toMatch(/^ALPHACUT_MODEL: got "u3net", takes isnet, .*slow$/m);
  });

  it("ends with status 1 and one line that says which server or port, where, and what to check", async () => {
    const other = createServer().listen(0, "127.0.0.1");
    await once(other, "listening");
    const { port } = other.address() as AddressInfo;
    const taken = run({
      PORT: String(port),
      ALPHACUT_DATA_DIR: join(folder, "other"),
      ALPHACUT_MODELS_DIR: join(folder, "models"),
    });
    const database = run({ DATABASE_URL: "postgres://alphacut:hunter2@127.0.0.1:1/cut" });
    expect([await taken.ended, await database.ended]).toEqual([1, 1]);
    expect(taken.output()).toBe(
      `127.0.0.1:${port} is taken by another program. Stop that one, or choose another PORT (EADDRINUSE).\n`,
    );
    // The log's own warning about the missing secret comes first.
    expect(database.output().trim().split("\n").at(-1)).toMatch(
      /^PostgreSQL at 127\.0\.0\.1:1\/cut refuses the connection .* DATABASE_URL\.$/,
    );
    expect(database.output()).not.toMatch(/hunter2| {4}at /);
    other.close();
  });

  it("says where it is and what on, finishes the running image on SIGTERM and ends with status 0", async () => {
    const server = run({});
    const address = await addressOf(server);
    expect(server.output()).toContain(`embedded database in ${folder}`);
    expect(server.output()).toContain("slow (1 threads)");
    expect(server.output()).toMatch(/curl -fsS -F image=@\S+ -o cutout\.webp http/);

    const second = run({ PORT: new URL(address).port });
    expect(await second.ended).toBe(1);
    expect(second.output()).toContain(String(server.process.pid));
    expect(second.output()).not.toContain("    at ");

    await expect.poll(async () => (await fetch(`${address}/readyz`)).status, { timeout: 50_000 }).toBe(200);
    const cutout = fetch(`${address}/rmbg`, {
      method: "POST",
      body: formOf(await picture("png", 1024, 1024)),
    });
    await expect.poll(() => metric(address, "alphacut_images_working")).toBe(1);
    server.process.kill("SIGTERM");
    expect((await cutout).status).toBe(200);
    expect(await server.ended).toBe(0);
    expect(server.output()).toContain("Stopping: running work is finished first");
  });
});

async function metric(address: string, name: string): Promise<number> {
  const page = await (await fetch(`${address}/metrics`)).text();
  return Number(new RegExp(`^${name} (\\S+)$`, "m").exec(page)?.[1]);
}
