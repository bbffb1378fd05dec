import { ConfigError, describeModel, printConfig, serve } from "@alphacut/server";
import { type Context, ExitCode } from "../context.ts";
import { UsageError } from "../errors.ts";

export interface ServerOptions {
  host?: string;
  port?: number;
  threads?: number;
  logLevel?: string;
}

/** `alphacut serve`: resolves once it listens; the server itself ends the process. */
export async function runServer(
  { host, port, threads, logLevel }: ServerOptions,
  { env }: Context,
): Promise<ExitCode> {
  await serve({
    ...env,
    ...(host && { HOST: host }),
    ...(port !== undefined && { PORT: String(port) }),
    ...(threads && { ALPHACUT_THREADS: String(threads) }),
    ...(logLevel && { LOG_LEVEL: logLevel }),
  });
  return ExitCode.done;
}

/** `alphacut worker`: as `serve`, in the role of a worker. */
export function runWorker(options: ServerOptions, context: Context): Promise<ExitCode> {
  return runServer(options, { ...context, env: { ...context.env, ALPHACUT_ROLE: "worker" } });
}

/** `alphacut config`: the effective settings, secrets masked, and what the default model computes in. */
export async function showConfig({ env, stdout }: Context): Promise<ExitCode> {
  try {
    stdout.write(`${printConfig(env)}\n${await describeModel(env)}\n`);
    return ExitCode.done;
  } catch (error) {
    if (error instanceof ConfigError) throw new UsageError(error.message);
    throw error;
  }
}
