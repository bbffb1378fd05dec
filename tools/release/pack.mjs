/**
 * `npm run pack`: builds everything anew and writes the tarballs that are published into `packed/`, with their folders
 * beside them. `--built` takes what is built already, `--out FOLDER` another folder, `--platform linux-x64` the native library
 * of that platform alone. Each tarball is named on standard output.
 */
import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { stage } from "./stage.mjs";

const root = fileURLToPath(new URL("../../", import.meta.url));
const { values } = parseArgs({
  options: {
    built: { type: "boolean", default: false },
    out: { type: "string", default: join(root, "packed") },
    platform: { type: "string" },
  },
});
const out = resolve(values.out);
const npm = (args, cwd) =>
  execFileSync("npm", args, { cwd, encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] });

if (!values.built) {
  // What was deleted from the sources must not go out.
  for (const name of readdirSync(`${root}packages`))
    rmSync(`${root}packages/${name}/dist`, { recursive: true, force: true });
  rmSync(`${root}packages/sdk/cjs/dist`, { recursive: true, force: true });
  npm(["run", "build"], root);
}
rmSync(out, { recursive: true, force: true });
mkdirSync(join(out, "folders"), { recursive: true });
const folders = await stage(join(out, "folders"), values.platform);
const tarballs = JSON.parse(npm(["pack", "--json", "--pack-destination", out, ...folders], out));
for (const { filename } of tarballs) console.log(join(out, filename));
