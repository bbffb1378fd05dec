import { PassThrough, Readable, Writable } from "node:stream";
import type { Context, Output } from "../context.ts";
import { run } from "../run.ts";

export interface CommandOptions {
  stdin?: Uint8Array | Readable;
  env?: Record<string, string>;
  /** Ctrl-C. */
  interruption?: AbortSignal;
  /** Which of the streams are terminals. */
  terminals?: ("stdin" | "stdout" | "stderr")[];
  /** Called after everything that is written to standard output. */
  onStdout?: () => void;
}

export interface CommandResult {
  code: number;
  stdout: Buffer;
  stderr: string;
}

/** Runs a command line within this process, with streams of its own. */
export async function runCommand(args: string[], options: CommandOptions = {}): Promise<CommandResult> {
  const { stdin = new PassThrough(), terminals = [], env = {} } = options;
  const stdout = capture(terminals.includes("stdout"), options.onStdout);
  const stderr = capture(terminals.includes("stderr"));
  const input: Context["stdin"] = stdin instanceof Readable ? stdin : Readable.from([Buffer.from(stdin)]);
  input.isTTY = terminals.includes("stdin");
  const code = await run(args, {
    env,
    stdin: input,
    stdout: stdout.stream,
    stderr: stderr.stream,
    interruption: () => options.interruption ?? new AbortController().signal,
  });
  return { code, stdout: stdout.content(), stderr: stderr.content().toString() };
}

function capture(isTTY: boolean, listener?: () => void) {
  const chunks: Buffer[] = [];
  const stream: Output = new Writable({
    write(chunk: Buffer, _encoding, done) {
      chunks.push(Buffer.from(chunk));
      listener?.();
      done();
    },
  });
  stream.isTTY = isTTY;
  return { stream, content: () => Buffer.concat(chunks) };
}
