/** `node tools/release/version.mjs 1.2.3`: gives every package of the workspace one version, exactly the one they ask of each other. */
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const [, , version] = process.argv;
if (!/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version ?? "")) {
  console.error("Name a version such as 1.2.3");
  process.exit(2);
}
const root = fileURLToPath(new URL("../../", import.meta.url));
const folders = readdirSync(`${root}packages`).map((name) => `packages/${name}`);
for (const folder of [".", ...folders, "bench", "e2e"]) {
  const path = `${root}${folder}/package.json`;
  const manifest = JSON.parse(readFileSync(path, "utf8"));
  manifest.version = version;
  for (const dependencies of [manifest.dependencies, manifest.devDependencies]) {
    for (const name of Object.keys(dependencies ?? {})) {
      if (name === "alphacut" || name.startsWith("@alphacut/")) dependencies[name] = version;
    }
  }
  writeFileSync(path, `${JSON.stringify(manifest, null, 2)}\n`);
}
execFileSync("npm", ["install", "--package-lock-only"], { cwd: root, stdio: "inherit" });
