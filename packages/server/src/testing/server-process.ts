import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, onTestFinished } from "vitest";

/** A process of the product, as an operator starts it. */
export interface ServerProcess {
  process: ChildProcess;
  /** Everything that it printed so far. */
  output(): string;
  /** Where it listens; waits until it does. */
  address(): Promise<string>;
  ended: Promise<number | null>;
}

/** Starts one from source on a free port, with nothing in its environment but this. It is killed at the end of the test. */
export function startProcess(environment: Record<string, string>): ServerProcess {
  const child = spawn(process.execPath, ["--conditions=@alphacut/source", "--import", "tsx", "src/main.ts"], {
    cwd: join(import.meta.dirname, "../.."),
    env: { PATH: process.env.PATH, PORT: "0", ALPHACUT_THREADS: "1", ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (chunk) => {
      output += chunk;
    });
  }
  const address = () => /(http:\/\/127\.0\.0\.1:\d+)/.exec(output)?.[1];
  return {
    process: child,
    output: () => output,
    async address() {
      await expect.poll(() => address() ?? child.exitCode, { timeout: 50_000 }).not.toBeNull();
      return address() ?? `ended with ${child.exitCode}: ${output}`;
    },
    ended: once(child, "close").then(([code]) => code as number | null),
  };
}

/** Lets processes find a model for tests in a models folder: `file` takes any size that `multipleOf` divides. */
export async function listModel(modelsDir: string, name: string, file: string, side: number): Promise<void> {
  const entry = { name, file, side, multipleOf: 32, mean: [0, 0, 0], std: [1, 1, 1], stretch: false };
  await writeFile(join(modelsDir, "models.json"), JSON.stringify([entry]));
}
