// Builds what is missing, then runs the server in this very process, so that signals reach it.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../", import.meta.url));
const compiler = `${root}node_modules/typescript/bin/tsc`;

// An installation without development packages comes built.
if (existsSync(compiler)) {
  const build = spawnSync(process.execPath, [compiler, "-b", "packages/server"], {
    cwd: root,
    stdio: "inherit",
  });
  if (build.status !== 0) process.exit(build.status ?? 1);
}

await import("../packages/server/dist/main.js");
