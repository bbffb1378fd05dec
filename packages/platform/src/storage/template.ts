import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { brotliDecompress, constants } from "node:zlib";
import { parseTar } from "nanotar";

/** The PGlite that made the template. A newer one needs a new template: `tools/make-template.mjs`. */
export const templateVersion = "0.5.16";

/**
 * An empty PostgreSQL cluster as PGlite's `initdb` makes it, tar and Brotli, 1 MB. Making one takes 4 to 8 seconds and
 * 0.9 GB, unpacking this one 0.2 seconds.
 */
const template = new URL(`../../src/storage/template/pglite-${templateVersion}.tar.br`, import.meta.url);

/** The tar of the empty cluster. */
export async function readTemplate(): Promise<Uint8Array> {
  const packed = await readFile(template);
  return promisify(brotliDecompress)(packed, {
    params: { [constants.BROTLI_DECODER_PARAM_LARGE_WINDOW]: 1 },
  });
}

/** Creates `folder` as an empty cluster. All or nothing: a process killed on the way leaves no half database behind. */
export async function unpackTemplate(folder: string): Promise<void> {
  const partial = `${folder}.partial`;
  await rm(partial, { recursive: true, force: true });
  await mkdir(partial, { mode: 0o700 });
  for (const entry of parseTar(await readTemplate())) {
    const path = join(partial, entry.name);
    if (entry.type === "directory") await mkdir(path, { recursive: true });
    else {
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, entry.data ?? new Uint8Array(), { mode: 0o600 });
    }
  }
  await rename(partial, folder);
}
