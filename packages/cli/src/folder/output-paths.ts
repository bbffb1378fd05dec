import { basename, dirname, extname, join } from "node:path";

/**
 * Names the results of a folder: the same place and name with the extension of the result. Where two pictures would get one
 * name (`cat.jpg` and `cat.png`), the later one keeps its own extension before it (`cat.png.webp`).
 */
export class OutputPaths {
  readonly #directory: string;
  readonly #extension: string;
  readonly #owners = new Map<string, string>();

  constructor(directory: string, extension: string) {
    this.#directory = directory;
    this.#extension = extension;
  }

  /** @param input relative to the folder of the pictures */
  of(input: string): string {
    const stem = join(dirname(input), basename(input, extname(input)));
    const short = `${stem}${this.#extension}`;
    const owner = this.#owners.get(short) ?? input;
    this.#owners.set(short, owner);
    return join(this.#directory, owner === input ? short : `${input}${this.#extension}`);
  }
}
