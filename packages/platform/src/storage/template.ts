import { createReadStream } from "node:fs";
import { mkdir, rename, rm } from "node:fs/promises";
import type { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { constants, createBrotliDecompress } from "node:zlib";
import { extract } from "tar";

/** The PGlite that made the template. A newer one needs a new template: `npm run template`. */
export const templateVersion = "0.5.16";

/**
 * An empty PostgreSQL cluster as PGlite's `initdb` makes it, tar and Brotli, 1 MB. Making one takes 4 to 8 seconds and
 * 0.9 GB, unpacking this one 0.2 seconds.
 */
const template = new URL(`../../src/storage/template/pglite-${templateVersion}.tar.br`, import.meta.url);

/** The tar of the empty cluster, as a stream. */
export function openTemplate(): Readable {
  const unpack = createBrotliDecompress({ params: { [constants.BROTLI_DECODER_PARAM_LARGE_WINDOW]: 1 } });
  return createReadStream(template).pipe(unpack);
}

/** Creates `folder` as an empty cluster. All or nothing: a process killed on the way leaves no half database behind. */
export async function unpackTemplate(folder: string): Promise<void> {
  const partial = `${folder}.partial`;
  await rm(partial, { recursive: true, force: true });
  await mkdir(partial, { mode: 0o700 });
  await pipeline(openTemplate(), extract({ cwd: partial, preserveOwner: false }));
  await rename(partial, folder);
}
