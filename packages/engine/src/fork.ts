import { type ChildProcess, fork } from "node:child_process";

/** In tests and in watch mode this file is TypeScript, and so is every module beside it. */
const fromSource = import.meta.url.endsWith(".ts");

/** The URL of a module of this package, given without its extension and relative to `src` or `dist`. */
export function moduleUrl(path: string): URL {
  return new URL(`./${path}.${fromSource ? "ts" : "js"}`, import.meta.url);
}

/** Forks a module of this package. Buffers in messages are copied as they are, not as JSON. */
export function forkModule(path: string, args: string[] = []): ChildProcess {
  return fork(moduleUrl(path), args, {
    serialization: "advanced",
    stdio: ["ignore", "ignore", "inherit", "ipc"],
    execArgv: fromSource ? ["--conditions=@alphacut/source", "--import", import.meta.resolve("tsx")] : [],
  });
}
