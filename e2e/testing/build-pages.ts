import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../", import.meta.url));

/**
 * Builds the pages that the server hands out, so that no test runs against old ones. Both at once, before any test in a
 * browser: the guides link to the product's pages.
 * @throws Where a build fails, with what it printed.
 */
export function buildPages(): void {
  execFileSync("npm", ["run", "build", "-w", "@alphacut/web", "-w", "@alphacut/docs"], {
    cwd: root,
    env: { ...process.env, NODE_ENV: "production" },
    stdio: "pipe",
  });
}

/** Vitest's global setup of the tests in a browser. */
export default buildPages;
