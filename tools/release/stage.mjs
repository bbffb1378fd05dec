/** Lays out, as folders, every package that is published: `npm pack` makes the tarballs of them. */
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { basename, dirname, join, posix, relative, sep } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { forBothModuleSystems, forNode10, publishedDependencies, publishedExports } from "./manifests.mjs";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const HERE = fileURLToPath(new URL("./", import.meta.url));
const engine = createRequire(new URL("../../packages/engine/package.json", import.meta.url));
const server = createRequire(new URL("../../packages/server/package.json", import.meta.url));

const readJson = async (path) => JSON.parse(await readFile(path, "utf8"));
const manifestOf = (folder) => readJson(join(ROOT, "packages", folder, "package.json"));

const ONNX_RUNTIME = dirname(engine.resolve("onnxruntime-node/package.json"));
const BINARIES = join(ONNX_RUNTIME, "bin/napi-v6");
const BULLMQ = dirname(server.resolve("bullmq/package.json"));

/**
 * @param out an empty folder
 * @param platform of the only native library wanted, such as `linux-x64`; of all when absent
 * @returns the folders below it, in an order in which none needs a later one
 */
export async function stage(out, platform) {
  const { version, dependencies } = await manifestOf("engine");
  const { bullmq } = (await manifestOf("server")).dependencies;
  const versions = { version, onnxRuntime: dependencies["onnxruntime-node"], bullmq };
  const binaries = await stageOnnxRuntimeBinaries(out, versions, platform);
  return [
    ...binaries.filter((folder) => platform === undefined || folder.endsWith(`-${platform}`)),
    await stageOnnxRuntime(out, versions, binaries),
    await stageBullMq(out, versions),
    await stageModel(out, versions),
    await stageLibrary(out, "pixels", versions),
    await stageEngine(out, versions),
    await stageBrowser(out, versions),
    await stageSdk(out),
    await stageCommand(out, versions),
  ];
}

/** What every package of ours says about itself. */
async function commonFields(folder) {
  const { repository } = await readJson(join(ROOT, "package.json"));
  const { name, version, description, keywords, license, type, engines, sideEffects } =
    await manifestOf(folder);
  return {
    name,
    version,
    description,
    keywords,
    license,
    // npm compares it with where the build ran before it vouches for the origin.
    ...(repository && { repository: { ...repository, directory: `packages/${folder}` } }),
    type,
    engines,
    sideEffects,
    publishConfig: { access: "public" },
  };
}

/** A library that is written as ES modules, for both module systems. */
async function stageLibrary(out, library, versions) {
  const folder = join(out, library);
  const { dependencies = {} } = await manifestOf(library);
  await copyBuilt(`${library}/dist`, join(folder, "dist"));
  return finish(folder, library, {
    ...(await wrapForCommonJs(folder, library)),
    dependencies: publishedDependencies(dependencies, versions),
  });
}

/** Adds to ES modules in `dist` what `require` finds. @returns the fields of the manifest that lead to both */
async function wrapForCommonJs(folder, library) {
  const published = forBothModuleSystems(publishedExports((await manifestOf(library)).exports));
  await cp(join(folder, "dist"), join(folder, "cjs"), {
    recursive: true,
    filter: (path) => !basename(path).includes(".") || path.endsWith(".d.ts"),
  });
  await writeJson(join(folder, "cjs/package.json"), { type: "commonjs" });
  for (const { import: esm, require: cjs } of Object.values(published)) {
    const up = "../".repeat(cjs.default.split("/").length - 2);
    const names = Object.keys(await import(pathToFileURL(join(ROOT, "packages", library, esm.default))));
    const lines = [
      'Object.defineProperty(exports, "__esModule", { value: true });',
      `const esm = require("${up}${esm.default.slice(2)}");`,
      // Named one by one, as tools that read the file want to see them.
      ...names.map((name) => `exports.${name} = esm.${name};`),
    ];
    await writeFile(join(folder, cjs.default), `"use strict";\n${lines.join("\n")}\n`);
  }
  return { ...forNode10(published), exports: published };
}

/**
 * The package for browsers: with the modules of the engine that it is made of, instead of a dependency that would bring
 * everything for Node along; with ONNX Runtime Web's files for the same reason; and with the model, so that bundlers find it.
 */
async function stageBrowser(out, versions) {
  const folder = join(out, "browser");
  const dist = join(folder, "dist");
  await copyBuilt("browser/dist", dist);
  for (const module of await modulesFrom("engine/dist/portable.js")) {
    for (const path of [module, module.replace(/\.js$/, ".d.ts")])
      await copy(path, join(dist, path.replace("engine/dist/", "engine/")));
  }
  await replaceImports(dist, '"@alphacut/engine/portable"', "engine/portable.js");
  const assets = join(folder, "assets");
  execFileSync(process.execPath, [join(ROOT, "packages/browser/tools/copy-runtime.mjs")]);
  await copy("browser/assets", assets);
  const { browserForms } = await import("../../packages/engine/dist/index.js");
  await browserForms(assets);
  await cp(join(HERE, "onnxruntime/LICENSE"), join(assets, "LICENSE.onnxruntime"));
  await cp(join(HERE, "model-isnet/NOTICE"), join(assets, "NOTICE"));
  return finish(folder, "browser", {
    ...(await wrapForCommonJs(folder, "browser")),
    dependencies: { "@alphacut/pixels": versions.version },
  });
}

/** A built module and all that it imports by relative paths. */
async function modulesFrom(entry) {
  const found = new Set([entry]);
  for (const module of found) {
    const text = await readFile(join(ROOT, "packages", module), "utf8");
    for (const [, path] of text.matchAll(/from "(\.[^"]+)"/g))
      found.add(posix.join(posix.dirname(module), path));
    // Types come from further modules, whose code nobody needs, but which are small.
    const types = await readFile(join(ROOT, "packages", module.replace(/\.js$/, ".d.ts")), "utf8");
    for (const [, path] of types.matchAll(/from "(\.[^"]+)"/g))
      found.add(posix.join(posix.dirname(module), path.replace(/\.ts$/, ".js")));
  }
  return found;
}

/** Turns a quoted name in built files into the relative path of a file in their folder. */
async function replaceImports(folder, name, target) {
  for (const entry of await readdir(folder, { recursive: true })) {
    if (!/\.(js|d\.ts)$/.test(entry)) continue;
    const path = join(folder, entry);
    const text = await readFile(path, "utf8");
    const to = relative(dirname(path), join(folder, target)).split(sep).join("/");
    await writeFile(path, text.replaceAll(name, `"${to.startsWith(".") ? to : `./${to}`}"`));
  }
}

async function stageEngine(out, versions) {
  await copy("engine/ranges", join(out, "engine/ranges"));
  return stageLibrary(out, "engine", versions);
}

async function stageSdk(out) {
  const folder = join(out, "sdk");
  const { exports } = await manifestOf("sdk");
  const published = publishedExports(exports);
  await copyBuilt("sdk/dist", join(folder, "dist"));
  await copyBuilt("sdk/cjs/dist", join(folder, "cjs/dist"));
  await copy("sdk/cjs/package.json", join(folder, "cjs/package.json"));
  return finish(folder, "sdk", { ...forNode10(published), exports: published });
}

/** The packages that are published as parts of the command only. */
const PARTS = ["server", "platform"];

/**
 * The command with the server and its pages. The folders lie beside each other as they do in the workspace, so that what
 * they find relative to themselves is there; only how they import each other is changed.
 */
async function stageCommand(out, versions) {
  const folder = join(out, "alphacut");
  const entries = await entriesOfParts();
  for (const part of ["cli", ...PARTS]) {
    const { name, version, type } = await manifestOf(part);
    await copyBuilt(`${part}/dist`, join(folder, part, "dist"));
    await importByPath(join(folder, part, "dist"), folder, entries);
    await writeJson(join(folder, part, "package.json"), { name, version, private: true, type });
  }
  for (const path of [
    "cli/bin",
    "cli/man",
    "platform/src/storage/migrations",
    "platform/src/storage/template",
  ]) {
    await copy(path, join(folder, path));
  }
  for (const pages of ["web/dist", "docs/dist"]) await copy(pages, join(folder, pages));
  const { bin, man } = await manifestOf("cli");
  const manifests = await Promise.all(["cli", ...PARTS].map(manifestOf));
  const dependencies = Object.assign({}, ...manifests.map((manifest) => manifest.dependencies));
  for (const part of PARTS) delete dependencies[`@alphacut/${part}`];
  return finish(folder, "cli", {
    bin: { alphacut: `cli/${bin.alphacut}` },
    man: `cli/${man}`,
    exports: { "./package.json": "./package.json" },
    dependencies: publishedDependencies(dependencies, versions),
  });
}

/** Where the modules lie that the parts are imported by, from the folder that holds the parts. */
async function entriesOfParts() {
  const all = await Promise.all(
    PARTS.map(async (part) => {
      const exports = Object.entries(publishedExports((await manifestOf(part)).exports));
      return exports.map(([entry, { default: module }]) => [
        join("@alphacut", part, entry),
        join(part, module),
      ]);
    }),
  );
  return new Map(all.flat());
}

/** Turns the names of the parts in built files into relative paths. */
async function importByPath(folder, root, entries) {
  const names = new RegExp(`(["'])(${[...entries.keys()].join("|")})\\1`, "g");
  for (const entry of await readdir(folder, { recursive: true })) {
    if (!entry.endsWith(".js")) continue;
    const path = join(folder, entry);
    const up = "../".repeat(path.slice(root.length + 1).split("/").length - 1);
    const text = await readFile(path, "utf8");
    await writeFile(
      path,
      text.replace(names, (_, quote, name) => `${quote}${up}${entries.get(name)}${quote}`),
    );
  }
}

/** The 8-bit form of the default model: made of the weights alone, without the code of the package that brings them. */
async function stageModel(out, { version }) {
  const folder = join(out, "model-isnet");
  const { ModelStore } = await import("../../packages/engine/dist/index.js");
  const models = await mkdtemp(join(tmpdir(), "alphacut-model-"));
  try {
    const { path } = await new ModelStore(models, { precision: "int8" }).install("isnet");
    await mkdir(folder, { recursive: true });
    const model = await readFile(path);
    await writeFile(join(folder, "isnet.int8.onnx"), model);
    const sha256 = createHash("sha256").update(model).digest("hex");
    await writeFile(join(folder, "isnet.int8.onnx.sha256"), `${sha256}\n`);
  } finally {
    await rm(models, { recursive: true, force: true });
  }
  await cp(join(HERE, "model-isnet"), folder, { recursive: true });
  return finish(folder, "engine", {
    name: "@alphacut/model-isnet",
    version,
    description: "ISNet in 8 bits, the default model of Alphacut",
    exports: { "./isnet.int8.onnx": "./isnet.int8.onnx", "./package.json": "./package.json" },
  });
}

/** One package for each platform, with nothing but the native library: npm installs the one that fits. */
async function stageOnnxRuntimeBinaries(out, { onnxRuntime: version }, platform) {
  const folders = [];
  for (const os of await readdir(BINARIES)) {
    for (const cpu of await readdir(join(BINARIES, os))) {
      const folder = join(out, `onnxruntime-${os}-${cpu}`);
      const name = `@alphacut/onnxruntime-${os}-${cpu}`;
      await cp(join(HERE, "onnxruntime"), folder, { recursive: true });
      if ([undefined, `${os}-${cpu}`].includes(platform)) {
        await cp(join(BINARIES, os, cpu), folder, { recursive: true });
      }
      const description = `The native library of ONNX Runtime for Node.js on ${os}, ${cpu}`;
      await writeJson(join(folder, "package.json"), {
        ...(await onnxRuntimeFields(name, version, description)),
        exports: { "./*": "./*" },
        os: [os],
        cpu: [cpu],
      });
      folders.push(folder);
    }
  }
  return folders;
}

/** ONNX Runtime for Node.js as Microsoft publishes it, but without an install script. */
async function stageOnnxRuntime(out, { onnxRuntime: version }, binaries) {
  const folder = join(out, "onnxruntime");
  await cp(join(ONNX_RUNTIME, "dist"), join(folder, "dist"), {
    recursive: true,
    filter: (path) => !path.endsWith(".map"),
  });
  await cp(join(HERE, "onnxruntime"), folder, { recursive: true });
  const binding = join(folder, "dist/binding.js");
  const text = await readFile(binding, "utf8");
  // biome-ignore lint/suspicious/noTemplateCurlyInString: this is how it stands in the file
  const theirs = "`../bin/napi-v6/${process.platform}/${process.arch}/onnxruntime_binding.node`";
  if (!text.includes(theirs)) throw new Error(`${binding} loads its library in another way than expected`);
  // biome-ignore lint/suspicious/noTemplateCurlyInString: this too
  const ours = "`@alphacut/onnxruntime-${process.platform}-${process.arch}/onnxruntime_binding.node`";
  await writeFile(binding, text.replace(theirs, ours));
  const { main, types, dependencies } = await readJson(join(ONNX_RUNTIME, "package.json"));
  const description = "ONNX Runtime for Node.js without an install script";
  await writeJson(join(folder, "package.json"), {
    ...(await onnxRuntimeFields("@alphacut/onnxruntime", version, description)),
    main,
    types,
    dependencies: { "onnxruntime-common": dependencies["onnxruntime-common"] },
    optionalDependencies: Object.fromEntries(
      binaries.map((path) => [`@alphacut/${basename(path)}`, version]),
    ),
  });
  return folder;
}

/** BullMQ as it is published, with its reader of MessagePack in it, which would bring along a script to install. */
async function stageBullMq(out, { bullmq: version }) {
  const folder = join(out, "bullmq");
  const read = createRequire(join(BULLMQ, "package.json"));
  const reader = dirname(dirname(read.resolve("msgpackr")));
  const plain = { recursive: true, filter: (path) => !/\.(map|tsbuildinfo)$/.test(path) };
  await cp(join(BULLMQ, "dist"), join(folder, "dist"), plain);
  await cp(reader, join(folder, "node_modules/msgpackr"), plain);
  const { optionalDependencies, scripts, devDependencies, ...manifest } = await readJson(
    join(reader, "package.json"),
  );
  await writeJson(join(folder, "node_modules/msgpackr/package.json"), manifest);
  await cp(join(HERE, "bullmq"), folder, { recursive: true });
  await cp(join(BULLMQ, "LICENSE"), join(folder, "LICENSE"));
  const { main, module, types, dependencies, peerDependencies, peerDependenciesMeta } = await readJson(
    join(BULLMQ, "package.json"),
  );
  const { repository, publishConfig, engines } = await commonFields("server");
  await writeJson(join(folder, "package.json"), {
    name: "@alphacut/bullmq",
    version,
    description: "BullMQ without an install script",
    license: "MIT",
    repository,
    engines,
    publishConfig,
    main,
    module,
    types,
    dependencies,
    bundleDependencies: ["msgpackr"],
    peerDependencies,
    peerDependenciesMeta,
  });
  return folder;
}

async function onnxRuntimeFields(name, version, description) {
  const { repository, publishConfig, engines } = await commonFields("engine");
  return { name, version, description, license: "MIT", repository, engines, publishConfig };
}

/** Adds what every package of ours has: its manifest, what it is, and its license. */
async function finish(folder, source, fields) {
  await copy(`${source}/README.md`, join(folder, "README.md"), { force: false });
  await cp(join(ROOT, "LICENSE"), join(folder, "LICENSE"), { force: false });
  await writeJson(join(folder, "package.json"), { ...(await commonFields(source)), ...fields });
  return folder;
}

/** What the compiler wrote, without its notes and without maps to sources that are not published. */
function copyBuilt(from, to) {
  return copy(from, to, { filter: (path) => !/\.(map|tsbuildinfo)$/.test(path) });
}

function copy(from, to, options = {}) {
  return cp(join(ROOT, "packages", from), to, { recursive: true, ...options });
}

function writeJson(path, value) {
  return writeFile(path, `${JSON.stringify(value, null, 2)}\n`);
}
