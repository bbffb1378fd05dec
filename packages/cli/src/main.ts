import { ExitCode } from "./context.ts";
import { describeError } from "./errors.ts";
import { useProxies } from "./proxy.ts";
import { run } from "./run.ts";

const interruption = new AbortController();
let listening = false;

/** The first signal asks for a clean end, the second ends at once. */
function listenForSignals(): AbortSignal {
  if (listening) return interruption.signal;
  listening = true;
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.on(signal, () => {
      if (interruption.signal.aborted) process.exit(130);
      interruption.abort();
    });
  }
  return interruption.signal;
}

process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  // Whoever writes a picture waits for it and tells what happened.
  if (process.stdout.listenerCount("error") > 1) return;
  // Whoever reads the lines has had enough: there is nobody left to tell.
  if (error.code === "EPIPE") process.exit();
  process.stderr.write(`alphacut: standard output: ${describeError(error)}\n`);
  process.exit(ExitCode.failed);
});

await useProxies(process.env);
const code = await run(process.argv.slice(2), {
  env: process.env,
  stdin: process.stdin,
  stdout: process.stdout,
  stderr: process.stderr,
  interruption: listenForSignals,
});
// Whoever interrupts does not want to wait for what is being prepared in the background.
if (code === ExitCode.interrupted) process.exit(code);
process.exitCode = code;
