/** Lets loops sleep until there may be something to do. */
export class Wake {
  readonly #sleepers = new Set<() => void>();

  /** Ends the sleep of all. */
  wake(): void {
    for (const rise of this.#sleepers) rise();
  }

  /** Sleeps for at most that long. */
  sleep(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const rise = () => {
        clearTimeout(timer);
        this.#sleepers.delete(rise);
        resolve();
      };
      const timer = setTimeout(rise, ms);
      this.#sleepers.add(rise);
    });
  }
}
