import { basename, dirname, extname, join } from "node:path";

/**
 * Names the results of a folder: the same place and name with the extension of the result (`cat.webp`). Pictures that would
 * get one name (`cat.jpg` and `cat.png`) keep their own extensions before it (`cat.jpg.webp`, `cat.png.webp`), so that it
 * doesn't matter which of them came first.
 */
export class OutputPaths {
  readonly #directory: string;
  readonly #extension: string;
  /** What is known, without and with extensions; in lower case, since some file systems don't tell the cases apart. */
  readonly #byStem = new Map<string, Set<string>>();
  readonly #names = new Set<string>();

  /** @param inputs the pictures that are known, relative to their folder */
  constructor(directory: string, extension: string, inputs: readonly string[]) {
    this.#directory = directory;
    this.#extension = extension;
    for (const input of inputs) this.#know(input);
  }

  /** @param input relative to the folder of the pictures; from now on it is one that is known */
  of(input: string): string {
    const sameStem = this.#know(input);
    const stem = stemOf(input);
    // `cat.jpg.png` would be named as the long name of `cat.jpg` is.
    const isAlone = sameStem.size === 1 && !this.#names.has(stem.toLowerCase());
    return join(this.#directory, `${isAlone ? stem : input}${this.#extension}`);
  }

  #know(input: string): Set<string> {
    const stem = stemOf(input).toLowerCase();
    const sameStem = (this.#byStem.get(stem) ?? new Set()).add(input);
    this.#byStem.set(stem, sameStem);
    this.#names.add(input.toLowerCase());
    return sameStem;
  }
}

function stemOf(path: string): string {
  return join(dirname(path), basename(path, extname(path)));
}
