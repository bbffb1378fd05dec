import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

/** The command line in a process of its own, run from source. */
export interface CommandProcess {
  child: ChildProcess;
  /** What it has written so far. */
  stdout(): string;
  stderr(): string;
  /** What the pattern matches in its output; rejects with what it wrote to standard error when it ends without. */
  printed(pattern: RegExp): Promise<RegExpExecArray>;
  /** Resolves with its exit code, or the name of the signal that ended it. */
  ended: Promise<number | string>;
}

/** What runs it from source. */
export function commandLine(args: string[]): [program: string, ...args: string[]] {
  const main = fileURLToPath(new URL("../main.ts", import.meta.url));
  const loader = ["--conditions=@alphacut/source", "--import", import.meta.resolve("tsx")];
  return [process.execPath, ...loader, main, ...args];
}

/** @param output where standard output goes instead: the number of an open file */
export function startCommand(args: string[], env: Record<string, string>, output?: number): CommandProcess {
  const [program, ...all] = commandLine(args);
  const child = spawn(program, all, {
    env,
    stdio: ["ignore", output ?? "pipe", "pipe"],
  });
  const [stdout, stderr] = [child.stdout, child.stderr].map((stream) => {
    let text = "";
    stream?.setEncoding("utf8").on("data", (chunk: string) => {
      text += chunk;
    });
    return () => text;
  });
  const ended = once(child, "close").then(([code, signal]) => code ?? signal);
  const printed = (pattern: RegExp) =>
    new Promise<RegExpExecArray>((resolve, reject) => {
      const look = () => {
        const match = pattern.exec(stdout!());
        if (match) resolve(match);
      };
      child.stdout?.on("data", look);
      void ended.then((code) => reject(new Error(`It ended with ${code}: ${stderr!()}`)));
      look();
    });
  return { child, stdout: stdout!, stderr: stderr!, printed, ended };
}
