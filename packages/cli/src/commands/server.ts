import { ConfigError, describeModel, printConfig, serve } from "@alphacut/server";
import { type Context, ExitCode } from "../context.ts";
import { UsageError } from "../errors.ts";

/** `alphacut serve`: resolves once it listens; the server itself ends the process. */
export async function runServer(
  { host, port }: { host?: string; port?: number },
  { env }: Context,
): Promise<ExitCode> {
  await serve({ ...env, ...(host && { HOST: host }), ...(port !== undefined && { PORT: String(port) }) });
  return ExitCode.done;
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
