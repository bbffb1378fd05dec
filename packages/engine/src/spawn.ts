import { type ChildProcess, fork } from "node:child_process";
import { Worker } from "node:worker_threads";

/** In tests and in watch mode this file is TypeScript, and so is every module beside it. */
const fromSource = import.meta.url.endsWith(".ts");

/** The URL of a module of this package, given without its extension and relative to `src` or `dist`. */
function moduleUrl(path: string): URL {
  return new URL(`./${path}.${fromSource ? "ts" : "js"}`, import.meta.url);
}

/** Runs a module of this package in a process of its own. Buffers in messages are copied as they are, not as JSON. */
export function forkModule(path: string, args: string[] = []): ChildProcess {
  return fork(moduleUrl(path), args, {
    serialization: "advanced",
    stdio: ["ignore", "ignore", "inherit", "ipc"],
    execArgv: fromSource ? ["--conditions=@alphacut/source", "--import", import.meta.resolve("tsx")] : [],
  });
}

/** Runs a module of this package in a thread of its own. */
export function spawnModule(path: string): Worker {
  const url = moduleUrl(path);
  if (!fromSource) return new Worker(url, { execArgv: [] });
  // Node 20 passes no loader hooks to threads, so the thread registers the TypeScript loader itself.
  const boot = `import { register } from ${JSON.stringify(import.meta.resolve("tsx/esm/api"))};
    register(); await import(${JSON.stringify(url.href)});`;
  return new Worker(new URL(`data:text/javascript,${encodeURIComponent(boot)}`), {
    execArgv: ["--conditions=@alphacut/source"],
  });
}
