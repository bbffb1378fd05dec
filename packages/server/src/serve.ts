import { EngineError } from "@alphacut/engine";
import { PlatformError } from "@alphacut/platform";
import { banner } from "./banner.ts";
import { CannotListen } from "./cannot-listen.ts";
import { ConfigError, readConfig } from "./config.ts";
import { type RunningServer, STOP_LIMIT_MS, startServer } from "./start-server.ts";

/** How much longer than its running work a stop may take before the process ends anyway. */
const STOP_GRACE_MS = 5000;

/**
 * Runs the server until SIGTERM or SIGINT, then stops it gracefully. A second signal ends the process at once. What keeps
 * it from starting is printed without a stack; the process ends with status 2 for settings, 1 for anything else.
 */
export async function serve(environment: Readonly<Record<string, string | undefined>>): Promise<void> {
  const server = await start(environment);
  process.stdout.write(banner(server));
  let asked = false;
  for (const signal of ["SIGTERM", "SIGINT"] as const) {
    process.on(signal, () => {
      if (asked) process.exit(1);
      asked = true;
      server.log.info({ signal }, "Stopping: running images are finished first");
      stop(server);
    });
  }
}

async function start(environment: Readonly<Record<string, string | undefined>>): Promise<RunningServer> {
  try {
    return await startServer(readConfig(environment));
  } catch (error) {
    if (!isForOperators(error)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exit(error instanceof ConfigError ? 2 : 1);
  }
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

function stop(server: RunningServer): void {
  setTimeout(() => process.exit(1), STOP_LIMIT_MS + STOP_GRACE_MS).unref();
  server.stop().then(
    () => process.exit(0),
    (error: unknown) => {
      server.log.error({ err: error }, "Could not stop cleanly");
      process.exit(1);
    },
  );
}
