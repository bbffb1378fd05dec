// Writes src/storage/template/cluster.tar.br, the empty cluster that a first start unpacks. Needed again when PGlite is
// upgraded: node packages/platform/tools/make-template.mjs (20 seconds, 1 GB of memory).
import { writeFile } from "node:fs/promises";
import { brotliCompressSync, constants } from "node:zlib";
import { PGlite } from "@electric-sql/pglite";

const pglite = await PGlite.create();
const tar = Buffer.from(await (await pglite.dumpDataDir("none")).arrayBuffer());
await pglite.close();
// The window must span the whole file: the three databases of a new cluster are nearly the same bytes.
const packed = brotliCompressSync(tar, {
  params: {
    [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
    [constants.BROTLI_PARAM_LARGE_WINDOW]: 1,
    [constants.BROTLI_PARAM_LGWIN]: 26,
    [constants.BROTLI_PARAM_SIZE_HINT]: tar.length,
  },
});
await writeFile(new URL("../src/storage/template/cluster.tar.br", import.meta.url), packed);
console.log(`${tar.length} bytes of cluster, ${packed.length} packed`);
