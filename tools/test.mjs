// `npm test`: starts the servers that are installed, runs the tests, and names those that could not run.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const folder = mkdtempSync(join(tmpdir(), "alphacut-test-"));
const results = join(folder, "results.json");
const vitest = [
  "npx",
  "vitest",
  "run",
  "--reporter=default",
  "--reporter=json",
  `--outputFile.json=${results}`,
];

// Without a POSIX shell there are no private servers, and the tests that need one are skipped.
const hasShell = process.platform !== "win32";
const [command, ...args] = [
  ...(hasShell ? ["bash", "tools/test-services.sh"] : []),
  ...vitest,
  ...process.argv.slice(2),
];
const { status } = spawnSync(command, args, { stdio: "inherit" });

const skipped = skippedTests();
rmSync(folder, { recursive: true });
if (skipped.length > 0) {
  console.log(
    `\nSkipped, because something is not installed (each title says what; on Debian: apt-get install`,
  );
  console.log(
    `postgresql redis-server chromium-headless-shell ffmpeg python3-requests):\n${skipped.map((title) => `  - ${title}`).join("\n")}`,
  );
  if (process.env.CI === "true") process.exitCode = 1;
}
process.exitCode ||= status ?? 1;

function skippedTests() {
  try {
    const { testResults } = JSON.parse(readFileSync(results, "utf8"));
    return testResults.flatMap(({ assertionResults }) =>
      assertionResults
        .filter(({ status }) => status === "skipped" || status === "pending")
        .map(({ fullName }) => fullName),
    );
  } catch {
    return [];
  }
}
