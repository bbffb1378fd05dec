/**
 * `node deploy/image-files.mjs FOLDER`: lays out what an image holds, from a checkout that was built. Of the packages it
 * takes those that the command needs, as package-lock.json says; the weights that the model is made of stay behind, and so
 * do native libraries for other systems.
 */
import { existsSync } from "node:fs";
import { cp, readFile } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../", import.meta.url));
const [out] = process.argv.slice(2);
if (out === undefined) throw new Error("node deploy/image-files.mjs FOLDER");
const { packages } = JSON.parse(await readFile(join(root, "package-lock.json"), "utf8"));

/** Of a package of ours. */
const PARTS = [
  "dist",
  "bin",
  "man",
  "ranges",
  "package.json",
  "src/storage/migrations",
  "src/storage/template",
];
/** Found by their folders, not by their names. */
const PAGES = ["packages/web/dist", "packages/docs/dist"];
const LEFT_BEHIND = ["node_modules/@imgly/background-removal-node"];
const NATIVE = /^node_modules\/onnxruntime-node\/bin\/napi-v6\/(?<platform>\w+)(\/(?<architecture>\w+))?/;

const needed = needs("packages/cli");
const ours = needed.filter((path) => path.startsWith("packages/"));
const others = needed.filter((path) => !ours.includes(path));
for (const path of ["package.json", "LICENSE", ...PAGES, ...others]) await copy(path);
for (const path of ours) for (const part of PARTS) await copy(join(path, part));

/** Folders of a workspace, of all packages that it needs to run, and the links to those of ours among them. */
function needs(workspace) {
  const found = new Set();
  const follow = (path) => {
    if (found.has(path) || LEFT_BEHIND.includes(path)) return;
    found.add(path);
    const { link, resolved, dependencies, optionalDependencies, peerDependencies, peerDependenciesMeta } =
      packages[path];
    if (link) follow(resolved);
    for (const name of Object.keys({ ...dependencies, ...optionalDependencies, ...peerDependencies })) {
      const isOptional = peerDependenciesMeta?.[name]?.optional && !dependencies?.[name];
      const place = isOptional ? undefined : resolve(path, name);
      // What is optional may be for another platform.
      if (place !== undefined && existsSync(join(root, place))) follow(place);
    }
  };
  follow(workspace);
  return [...found];
}

/** As Node.js finds a package: in the nearest folder above. */
function resolve(from, name) {
  for (let folder = from; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf("/")))) {
    const path = folder === "" ? `node_modules/${name}` : `${folder}/node_modules/${name}`;
    if (path in packages) return path;
    if (folder === "") return undefined;
  }
}

/** Copies a file or folder, if there is one, without the packages in it. Links stay links. */
async function copy(path) {
  if (!existsSync(join(root, path))) return;
  await cp(join(root, path), join(out, path), {
    recursive: true,
    verbatimSymlinks: true,
    filter(source) {
      const name = relative(root, source).split(sep).join("/");
      if (name !== path && name.endsWith("/node_modules")) return false;
      const { platform, architecture } = NATIVE.exec(name)?.groups ?? {};
      if (platform !== undefined && platform !== process.platform) return false;
      if (architecture !== undefined && architecture !== process.arch) return false;
      return !/\.tsbuildinfo$|\.map$|^packages\/.*\/testing$/.test(name);
    },
  });
}
