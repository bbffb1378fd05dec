// Writes src/storage/template/pglite-VERSION.tar.br, the empty cluster that a first start unpacks, with the installed
// PGlite: npm run template (20 seconds, 1 GB of memory). Then set `templateVersion`.
import { readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
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
const manifest = new URL("../package.json", import.meta.resolve("@electric-sql/pglite"));
const { version } = JSON.parse(await readFile(manifest, "utf8"));
const file = new URL(`../src/storage/template/pglite-${version}.tar.br`, import.meta.url);
await writeFile(file, packed);
console.log(`${fileURLToPath(file)}: ${tar.length} bytes of cluster, ${packed.length} packed`);
