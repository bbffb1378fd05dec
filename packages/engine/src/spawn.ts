import { type ChildProcess, fork } from "node:child_process";

/** In tests and in watch mode this file is TypeScript, and so is every module beside it. */
const fromSource = import.meta.url.endsWith(".ts");

/**
 * What a child may know of the environment: where programs, libraries, temporary files and time zones are, and how memory
 * and threads are tuned. Secrets of the server are no business of a process that looks at strangers' pictures.
 */
const PASSED_ON =
  /^(PATH|HOME|USERPROFILE|TMPDIR|TEMP|TMP|TZ|LANG|LC_\w+|SYSTEMROOT|WINDIR|COMSPEC|PATHEXT|NUMBER_OF_PROCESSORS|LD_LIBRARY_PATH|DYLD_\w*LIBRARY_PATH|LD_PRELOAD|MALLOC_\w+|OMP_NUM_THREADS|VIPS_\w+|UV_THREADPOOL_SIZE|NODE_V8_COVERAGE)$/i;

/**
 * How the C library of Linux keeps memory. One heap for all threads leaves 100 MB less taken after a large photo, in the same
 * time; giving everything back at once saves 60 MB more and takes 5 % longer.
 */
const KEEPING = {
  normal: { MALLOC_ARENA_MAX: "1" },
  small: { MALLOC_ARENA_MAX: "1", MALLOC_TRIM_THRESHOLD_: "131072", MALLOC_MMAP_THRESHOLD_: "131072" },
} as const;

function passedOn(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const known = Object.entries(environment).filter(([name]) => PASSED_ON.test(name));
  // ONNX Runtime counts its sessions in files of the user's cache and reports them to its maker, unless it is told not to.
  return { ...Object.fromEntries(known), ORT_DISABLE_TELEMETRY: "1" };
}

/**
 * As `forkModule`, for a process that waits for work: it keeps no program from ending, and ends with it.
 * @param memory is the last argument that the process gets
 */
export function forkWorker(path: string, memory: "normal" | "small", args: string[] = []): ChildProcess {
  const child = forkModule(path, [...args, memory], KEEPING[memory]);
  child.unref();
  child.channel?.unref();
  return child;
}

/**
 * Runs a module of this package in a process of its own. Buffers in messages are copied as they are, not as JSON.
 * @param path relative to `src` or `dist`, without extension
 */
export function forkModule(
  path: string,
  args: string[] = [],
  variables: NodeJS.ProcessEnv = {},
): ChildProcess {
  return fork(new URL(`./${path}.${fromSource ? "ts" : "js"}`, import.meta.url), args, {
    serialization: "advanced",
    stdio: ["ignore", "ignore", "inherit", "ipc"],
    env: { ...variables, ...passedOn(process.env) },
    execArgv: fromSource ? ["--conditions=@alphacut/source", "--import", import.meta.resolve("tsx")] : [],
  });
}
