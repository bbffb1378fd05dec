// Builds what is missing, the command line with it, then runs the server in this very process, so that signals reach it.
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../", import.meta.url));
const compiler = `${root}node_modules/typescript/bin/tsc`;

// An installation without development packages comes built.
if (existsSync(compiler)) {
  if (!existsSync(`${root}packages/cli/dist/main.js`)) console.log("Compiling (once, half a minute or so)");
  const build = spawnSync(process.execPath, [compiler, "-b", "packages/cli"], {
    cwd: root,
    stdio: "inherit",
  });
  if (build.status !== 0) process.exit(build.status ?? 1);
  await Promise.all([
    buildPages("packages/web", "dist/index.html"),
    buildPages("packages/docs", "dist/docs/index.html"),
  ]);
}

await import("../packages/server/dist/main.js");

/** The server works without its pages, so a failed build of theirs is no reason to stay down. */
async function buildPages(folder, page) {
  if (existsSync(`${root}${folder}/${page}`)) return;
  console.log(`Building ${folder} (once)`);
  const npm = process.platform === "win32" ? "npm.cmd" : "npm";
  const build = spawn(npm, ["run", "--silent", "build", "-w", folder], {
    cwd: root,
    stdio: ["ignore", "ignore", "inherit"],
    shell: process.platform === "win32",
  });
  const [status] = await once(build, "close");
  if (status !== 0) console.error(`${folder} could not be built; the server starts without these pages`);
}
