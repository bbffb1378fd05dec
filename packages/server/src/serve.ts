import { EngineError } from "@alphacut/engine";
import { PlatformError } from "@alphacut/platform/basics";
import { CannotListen } from "./cannot-listen.ts";
import { type Config, ConfigError, readConfig } from "./config.ts";
import { type Running, STOP_LIMIT_MS } from "./running.ts";

/** How much longer than its running work a stop may take before the process ends anyway. */
const STOP_GRACE_MS = 5000;

/**
 * Runs the server until SIGTERM or SIGINT, then stops it gracefully. A second signal ends the process at once. What keeps
 * it from starting is printed without a stack; the process ends with status 2 for settings, 1 for anything else.
 */
export async function serve(environment: Readonly<Record<string, string | undefined>>): Promise<void> {
  const server = await start(environment);
  process.stdout.write(server.banner);
  let asked = false;
  for (const signal of ["SIGTERM", "SIGINT"] as const) {
    process.on(signal, () => {
      if (asked) process.exit(1);
      asked = true;
      server.log.info({ signal }, "Stopping: running work is finished first");
      stop(server);
    });
  }
}

async function start(environment: Readonly<Record<string, string | undefined>>): Promise<Running> {
  try {
    return await startRole(readConfig(environment));
  } catch (error) {
    if (!isForOperators(error)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exit(error instanceof ConfigError ? 2 : 1);
  }
}

/** Each role loads what it needs. */
async function startRole(config: Config): Promise<Running> {
  const { role, redisUrl } = config;
  if (role === "worker" && redisUrl !== undefined)
    return (await import("./start-worker.ts")).startWorker({ ...config, redisUrl });
  return (await import("./start-server.ts")).startServer(config);
}

/** Errors whose message says what to do; the system's carry a code, such as EACCES. */
function isForOperators(error: unknown): error is Error {
  return (
    error instanceof ConfigError ||
    error instanceof CannotListen ||
    error instanceof PlatformError ||
    error instanceof EngineError ||
    (error instanceof Error && "syscall" in error)
  );
}

function stop(server: Running): void {
  setTimeout(() => process.exit(1), STOP_LIMIT_MS + STOP_GRACE_MS).unref();
  server.stop().then(
    () => process.exit(0),
    (error: unknown) => {
      server.log.error({ err: error }, "Could not stop cleanly");
      process.exit(1);
    },
  );
}
