import { Zip, ZipPassThrough } from "fflate";
import { distinct } from "./core/file-names.ts";
import type { Rendered } from "./render-result.ts";

/**
 * Puts files into one ZIP, uncompressed: pictures are compressed already. One file at a time is in memory; the browser keeps
 * what is done, on the disk where it is large.
 */
export async function zipOf(files: readonly Rendered[]): Promise<Blob> {
  const done: Blob[] = [];
  let chunks: Uint8Array<ArrayBuffer>[] = [];
  const zip = new Zip((error, chunk) => {
    if (error) throw error;
    chunks.push(chunk as Uint8Array<ArrayBuffer>);
  });
  const names = distinct(files.map(({ name }) => name));
  for (const [i, { data }] of files.entries()) {
    const entry = new ZipPassThrough(names[i]!);
    zip.add(entry);
    entry.push(new Uint8Array(await data.arrayBuffer()), true);
    done.push(new Blob(chunks));
    chunks = [];
  }
  zip.end();
  return new Blob([...done, ...chunks], { type: "application/zip" });
}
