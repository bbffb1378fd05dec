import { Zip, ZipPassThrough } from "fflate";
import { distinct } from "./core/file-names.ts";

/**
 * Puts files into one ZIP, uncompressed: pictures are compressed already. One file at a time is in memory; the browser keeps
 * what is done, on the disk where it is large.
 */
export class Archive {
  readonly #zip: Zip;
  readonly #names: readonly string[];
  #done: Blob[] = [];
  #chunks: Uint8Array<ArrayBuffer>[] = [];

  /** @param names of everything that may come; equal ones get a number */
  constructor(names: readonly string[]) {
    this.#names = distinct(names);
    this.#zip = new Zip((error, chunk) => {
      if (error) throw error;
      this.#chunks.push(chunk as Uint8Array<ArrayBuffer>);
    });
  }

  /** @param index of its name */
  async add(index: number, data: Blob): Promise<void> {
    const entry = new ZipPassThrough(this.#names[index]!);
    this.#zip.add(entry);
    entry.push(new Uint8Array(await data.arrayBuffer()), true);
    this.#done.push(new Blob(this.#chunks));
    this.#chunks = [];
  }

  finish(): Blob {
    this.#zip.end();
    return new Blob([...this.#done, ...this.#chunks], { type: "application/zip" });
  }
}
