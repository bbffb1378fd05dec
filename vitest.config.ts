import { defineConfig } from "vitest/config";

export default defineConfig({
  resolve: { conditions: ["@alphacut/source"] },
  ssr: { resolve: { conditions: ["@alphacut/source"] } },
  test: {
    include: ["packages/*/{src,test}/**/*.test.ts", "bench/src/**/*.test.ts", "e2e/**/*.test.ts"],
    // Two cores: files that start models or databases side by side only slow each other down.
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
});
