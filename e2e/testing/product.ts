import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { brightnessModel, freePort, tinyBrowserForms } from "@alphacut/engine/testing";
import { vi } from "vitest";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const START_MS = 180_000;
const MAIL_MS = 60_000;
const ADMIN_TOKEN = "a-token-for-tests-only";

/** Settings for a product that cuts out photos: prepared once, kept between runs. */
export const REAL_MODEL = {
  ALPHACUT_MODEL: "isnet",
  ALPHACUT_MODELS_DIR: join(tmpdir(), "alphacut-e2e-models"),
};

/** The server as people run it, in a process and a data folder of its own. */
export interface Product {
  url: string;
  /** Ends the process at once, as a power cut would. */
  kill(): Promise<void>;
  /** Starts it again at the same address with the same data, and with other settings where some are given. */
  restart(environment?: Record<string, string>): Promise<void>;
  /** The newest mail to an address; waits until there is one. */
  mailTo(address: string): Promise<string>;
  /** A call of the admin API; throws unless it is answered with 2xx. */
  admin(method: string, path: string, body?: object): Promise<Record<string, unknown>>;
  close(): Promise<void>;
}

/**
 * Starts the product with a model whose mask is the brightness of the picture, which runs in milliseconds and whose results
 * a test can predict.
 *
 * @param environment variables beside, or in the place of, those of a usual product
 */
export async function startProduct(environment: Record<string, string> = {}): Promise<Product> {
  const folder = await mkdtemp(join(tmpdir(), "alphacut-e2e-"));
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const variables = {
    HOST: "127.0.0.1",
    PORT: String(port),
    PUBLIC_URL: url,
    ALPHACUT_DATA_DIR: join(folder, "data"),
    ALPHACUT_MODELS_DIR: folder,
    ALPHACUT_MODEL: "brightness",
    ALPHACUT_ADMIN_TOKEN: ADMIN_TOKEN,
    ALPHACUT_SUPPORT_EMAIL: "help@example.org",
    ALPHACUT_ANONYMOUS_DAILY: "1000",
    ALPHACUT_FETCH_ALLOW: "127.0.0.1",
    TRUST_PROXY: "1",
    LOG_LEVEL: "warn",
    ...environment,
  };
  await addBrightnessModel(folder);
  await tinyBrowserForms(join(folder, "browser"));
  let running = await start(variables);

  async function kill(): Promise<void> {
    running.kill("SIGKILL");
    if (running.exitCode === null && running.signalCode === null) await once(running, "exit");
  }

  return {
    url,
    kill,
    async restart(environment = {}) {
      await kill();
      running = await start({ ...variables, ...environment });
    },
    mailTo: (address) =>
      vi.waitFor(async () => {
        const mails = await readFolder(join(folder, "data", "outbox"));
        const mail = mails.findLast((text) => text.includes(address));
        if (!mail) throw new Error(`No mail to ${address}`);
        return mail;
      }, MAIL_MS),
    async admin(method, path, body) {
      const answer = await fetch(`${url}/api/admin${path}`, {
        method,
        headers: { authorization: `Bearer ${ADMIN_TOKEN}`, "content-type": "application/json" },
        ...(body && { body: JSON.stringify(body) }),
      });
      if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
      return (await answer.json()) as Record<string, unknown>;
    },
    async close() {
      await kill();
      await rm(folder, { recursive: true });
    },
  };
}

async function addBrightnessModel(modelsDir: string): Promise<void> {
  await brightnessModel(modelsDir);
  const entry = {
    name: "brightness",
    file: "brightness.onnx",
    side: 256,
    multipleOf: 32,
    mean: [0, 0, 0],
    std: [1, 1, 1],
    resizeFilter: "linear",
    stretch: false,
  };
  await writeFile(join(modelsDir, "models.json"), JSON.stringify([entry]));
}

async function start(variables: Record<string, string>): Promise<ChildProcess> {
  const child = spawn(
    process.execPath,
    ["--conditions=@alphacut/source", "--import", "tsx", "packages/server/src/main.ts"],
    {
      cwd: ROOT,
      env: { ...process.env, NODE_ENV: "production", ...variables },
      stdio: ["ignore", "ignore", "pipe"],
    },
  );
  let complaints = "";
  child.stderr?.on("data", (data) => {
    complaints += data;
  });
  const url = variables.PUBLIC_URL!;
  const deadline = AbortSignal.timeout(START_MS);
  while (!(await isReady(url))) {
    deadline.throwIfAborted();
    if (child.exitCode !== null) throw new Error(`The server ended with ${child.exitCode}: ${complaints}`);
  }
  return child;
}

/** Whether the model is warm and everything reachable; asked at most ten times a second. */
async function isReady(url: string): Promise<boolean> {
  const pause = new Promise((resolve) => setTimeout(resolve, 100));
  const answer = await fetch(`${url}/readyz`).catch(() => null);
  await answer?.arrayBuffer();
  if (answer?.ok) return true;
  await pause;
  return false;
}

async function readFolder(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch(() => []);
  return Promise.all(names.sort().map((name) => readFile(join(folder, name), "utf8")));
}
