import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { fileURLToPath } from "node:url";
import type { Segmenter } from "@alphacut/engine";
import { openRedis, type RedisStorage } from "@alphacut/platform";

/** A Redis of our own that keeps nothing on disk, or undefined where none is installed. */
export interface TestRedis {
  url: string;
  storage: RedisStorage;
  /** It stands still: connections stay open, and nothing is answered. */
  freeze(): void;
  thaw(): void;
  stop(): Promise<void>;
}

export async function startRedis(): Promise<TestRedis | undefined> {
  const port = await freePort();
  const child = spawn("redis-server", ["--port", `${port}`, "--bind", "127.0.0.1", "--save", ""], {
    stdio: "ignore",
  });
  let isMissing = false;
  child.on("error", () => {
    isMissing = true;
  });
  const url = `redis://127.0.0.1:${port}`;
  for (let tries = 0; ; tries++) {
    await new Promise((resolve) => setTimeout(resolve, 100));
    if (isMissing) return undefined;
    const storage = await openRedis(url).catch((error: unknown) => {
      if (tries > 50) throw error;
    });
    if (!storage) continue;
    const stop = async () => {
      await storage.close();
      await end(child);
    };
    return { url, storage, freeze: () => child.kill("SIGSTOP"), thaw: () => child.kill("SIGCONT"), stop };
  }
}

export interface WorkerSettings {
  redisUrl: string;
  modelsDir: string;
  model: string;
  threads: number;
}

/** A worker as an operator starts it. */
export function startWorker({ redisUrl, modelsDir, model, threads }: WorkerSettings): ServerProcess {
  return startServer({
    ALPHACUT_ROLE: "worker",
    ALPHACUT_MODELS_DIR: modelsDir,
    ALPHACUT_MODEL: model,
    ALPHACUT_THREADS: `${threads}`,
    REDIS_URL: redisUrl,
  });
}

export interface ServerProcess {
  /** Where an API node is, once it listens. */
  address: Promise<string>;
  stop(): Promise<void>;
}

/** A process of the server in any role, which logs no more than what is wrong with it. */
export function startServer(environment: Readonly<Record<string, string>>): ServerProcess {
  const main = fileURLToPath(new URL("../../../packages/server/dist/main.js", import.meta.url));
  const child = spawn(process.execPath, [main], {
    stdio: ["ignore", "pipe", "inherit"],
    env: { PATH: process.env.PATH, PORT: "0", LOG_LEVEL: "fatal", ...environment },
  });
  const address = new Promise<string>((resolve) => {
    let output = "";
    child.stdout.on("data", (chunk) => {
      output += chunk;
      const found = /(http:\/\/127\.0\.0\.1:\d+)/.exec(output)?.[1];
      if (found) resolve(found);
    });
  });
  return { address, stop: () => end(child) };
}

/** Resolves once that many model runs can go on at the same time. */
export async function untilLanes(segmenter: Segmenter, lanes: number): Promise<void> {
  while (segmenter.status().lanes < lanes) await new Promise((resolve) => setTimeout(resolve, 100));
}

async function end(child: ChildProcess): Promise<void> {
  const ended = once(child, "exit");
  child.kill();
  await ended;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as { port: number };
  server.close();
  return port;
}
