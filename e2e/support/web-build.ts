import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

/** Builds the pages that the server hands out, so that no test runs against old ones. */
export function buildWeb(): void {
  const folder = fileURLToPath(new URL("../../packages/web/", import.meta.url));
  const env = { ...process.env, NODE_ENV: "production" };
  const { status, stderr } = spawnSync("npm", ["run", "build"], { cwd: folder, env, encoding: "utf8" });
  if (status !== 0) throw new Error(`The web pages do not build: ${stderr}`);
}
