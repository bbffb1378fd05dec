import { type ChildProcess, fork } from "node:child_process";

/** A contender in a process of its own: it prepares once, then runs whenever it is asked and says how long it took. */
export class Rival {
  readonly #child: ChildProcess;

  private constructor(child: ChildProcess) {
    this.#child = child;
  }

  static async start(module: string, options: unknown): Promise<Rival> {
    const child = fork(new URL(`./${module}.js`, import.meta.url), [], { serialization: "advanced" });
    const rival = new Rival(child);
    await rival.ask(options);
    return rival;
  }

  /** @returns milliseconds that the rival measured */
  run(input: unknown): Promise<number> {
    return this.ask(input) as Promise<number>;
  }

  get pid(): number {
    return this.#child.pid!;
  }

  ask(message: unknown): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const exit = (code: number | null) => reject(new Error(`the contender ended (${code})`));
      this.#child.once("exit", exit);
      this.#child.once("message", (answer: { error?: string; value?: unknown }) => {
        this.#child.off("exit", exit);
        if (answer.error) reject(new Error(answer.error));
        else resolve(answer.value);
      });
      this.#child.send({ message });
    });
  }

  stop(): void {
    // A contender may have processes of its own, which end when they lose it.
    this.#child.kill("SIGKILL");
  }
}

/** The other side: the first message prepares, each further one is a run. */
export function serveRival<Options, Input>(
  prepare: (options: Options) => Promise<(input: Input) => Promise<unknown>>,
): void {
  let run: ((input: Input) => Promise<unknown>) | undefined;
  process.on("message", async ({ message }: { message: unknown }) => {
    const work = run
      ? run(message as Input)
      : prepare(message as Options).then((prepared) => {
          run = prepared;
        });
    const answer = await work.then(
      (value) => ({ value }),
      (error: Error) => ({ error: error.stack ?? error.message }),
    );
    process.send?.(answer);
  });
}
