import { banner } from "./banner.ts";
import { startServer } from "./compose.ts";
import { ConfigError, readConfig } from "./config.ts";

/**
 * Runs the server until SIGTERM or SIGINT, then stops it gracefully. A second signal ends the process at once. Bad
 * settings are printed and end the process with status 2.
 */
export async function serve(environment: Readonly<Record<string, string | undefined>>): Promise<void> {
  const config = readConfigOrExit(environment);
  const server = await startServer(config);
  process.stdout.write(banner(server));
  let asked = false;
  for (const signal of ["SIGTERM", "SIGINT"] as const) {
    process.on(signal, () => {
      if (asked) process.exit(1);
      asked = true;
      server.log.info({ signal }, "Stopping: running images are finished first");
      server.stop().then(
        () => process.exit(0),
        (error: unknown) => {
          server.log.error({ err: error }, "Could not stop cleanly");
          process.exit(1);
        },
      );
    });
  }
}

function readConfigOrExit(environment: Readonly<Record<string, string | undefined>>) {
  try {
    return readConfig(environment);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exit(2);
  }
}
