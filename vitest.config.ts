import { configDefaults, defineConfig } from "vitest/config";

// The tests in a browser, which need the built pages.
const browserTests = ["e2e/product.test.ts", "packages/docs/test/site.test.ts"];

export default defineConfig({
  resolve: { conditions: ["@alphacut/source"] },
  ssr: { resolve: { conditions: ["@alphacut/source"] } },
  test: {
    // Two cores: files that start models or databases side by side only slow each other down.
    maxWorkers: 2,
    // Files share the modules that they load, and so must leave nothing behind; a fresh start for each costs a minute.
    isolate: false,
    testTimeout: 60_000,
    hookTimeout: 300_000,
    expect: { poll: { timeout: 30_000 } },
    projects: [
      {
        extends: true,
        test: {
          name: "packages",
          include: [
            "packages/*/{src,test}/**/*.test.ts",
            "bench/src/**/*.test.ts",
            "e2e/install.test.ts",
            "e2e/browser-package.test.ts",
          ],
          exclude: [...configDefaults.exclude, ...browserTests],
        },
      },
      {
        extends: true,
        test: { name: "browser", include: browserTests, globalSetup: "e2e/testing/build-pages.ts" },
      },
    ],
  },
});
