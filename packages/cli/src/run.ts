import { CommanderError } from "commander";
import { type Context, ExitCode } from "./context.ts";
import { describeError, isAbort, UsageError } from "./errors.ts";
import { createProgram } from "./program.ts";
import { fromRembgFlags } from "./recipe/rembg-flags.ts";

/**
 * Runs one command line.
 * @param args without the names of Node and of the script
 * @returns what the process shall end with; errors have been written by then
 */
export async function run(args: readonly string[], context: Context): Promise<ExitCode> {
  let code: ExitCode = ExitCode.done;
  const program = createProgram(context, (ended) => {
    code = ended;
  });
  try {
    const { args: ours, notes } = fromRembgFlags(args, context.env);
    for (const note of notes) context.stderr.write(`${note}\n`);
    await program.parseAsync(ours, { from: "user" });
    return code;
  } catch (error) {
    // Commander has written its own errors, and throws for `--help` too.
    if (error instanceof CommanderError) return error.exitCode === 0 ? ExitCode.done : ExitCode.badUsage;
    if (isAbort(error)) return ExitCode.interrupted;
    context.stderr.write(`alphacut: ${describeError(error)}\n`);
    return error instanceof UsageError ? ExitCode.badUsage : ExitCode.failed;
  }
}
