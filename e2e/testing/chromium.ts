import { existsSync } from "node:fs";
import { type Browser, chromium } from "playwright-core";
import { describe, it } from "vitest";

/** Where Debian, Ubuntu, Fedora, Alpine and macOS put it. Chromium without its windows needs a third of the time. */
const PLACES = [
  "/usr/bin/chromium-headless-shell",
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/snap/bin/chromium",
  "/usr/bin/google-chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

/** A whole journey beside others, on a machine that is several times slower than usual: here only a hang is too slow. */
const TEST_MS = 300_000;

/** Nothing leaves the machine; the camera is a test picture that needs no permission. */
const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--use-fake-device-for-media-stream",
  "--use-fake-ui-for-media-stream",
];

export function findChromium(): string | undefined {
  return PLACES.find((path) => existsSync(path));
}

/**
 * A `describe` for tests that need a browser. Without one they are skipped under a title that says how to get it; with
 * `CI=true` that is a failure.
 */
export function describeInChromium(title: string, body: (executable: string) => void): void {
  const executable = findChromium();
  const needed = `${title} (needs Chromium: apt-get install chromium-headless-shell, or chromium)`;
  if (executable) {
    describe(title, { timeout: TEST_MS }, () => body(executable));
  } else if (process.env.CI === "true") {
    it(needed, () => {
      throw new Error("Chromium is not installed, and CI must run every test");
    });
  } else {
    describe.skipIf(true)(needed, () => body(""));
  }
}

export function launchChromium(executablePath: string): Promise<Browser> {
  return chromium.launch({ executablePath, args: FLAGS });
}

/** With a graphics processor in software: slow, but pages see the same interface. Not every build of Chromium has one. */
export function launchWithWebGpu(executablePath: string): Promise<Browser> {
  const args = FLAGS.filter((flag) => flag !== "--disable-gpu");
  return chromium.launch({
    executablePath,
    args: [...args, "--enable-unsafe-webgpu", "--use-webgpu-adapter=swiftshader"],
  });
}
