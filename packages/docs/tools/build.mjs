// `npm run build -w packages/docs`: the guides as static files in dist/, and the library that shows the API.
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { build } from "vitepress";

const root = fileURLToPath(new URL("../", import.meta.url));
const dist = `${root}dist`;

await rm(dist, { recursive: true, force: true });
await build(root);

await mkdir(`${dist}/reference`, { recursive: true });
const scalar = import.meta.resolve("@scalar/fastify-api-reference");
await writeFile(
  `${dist}/reference/scalar.js`,
  await readFile(new URL("js/standalone.js", scalar.replace(/dist\/.*$/, "dist/"))),
);
