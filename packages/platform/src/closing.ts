/** Things that are open, to be closed in the opposite order. */
export class Closing {
  readonly #closers: (() => Promise<void>)[] = [];

  /** Keeps how to close what was just opened. */
  add(close: () => Promise<void>): void {
    this.#closers.push(close);
  }

  /** Closes everything once, also when some of it fails; then throws the first failure. */
  async run(): Promise<void> {
    const failures: unknown[] = [];
    for (const close of this.#closers.splice(0).reverse())
      await close().catch((error) => failures.push(error));
    if (failures.length > 0) throw failures[0];
  }
}
