import { describe, it } from "vitest";

/** Servers that some tests need; `tools/test-services.sh` starts private ones and names them in these variables. */
const services = {
  PostgreSQL: "ALPHACUT_TEST_DATABASE_URL",
  Redis: "ALPHACUT_TEST_REDIS_URL",
} as const;

type Service = keyof typeof services;

/**
 * A `describe` for tests that need a real PostgreSQL or Redis; `body` gets its address. Without the variable the tests
 * are skipped under a title that says how to run them; with `CI=true` that is a failure.
 */
export function describeWith(service: Service, title: string, body: (url: string) => void): void {
  const variable = services[service];
  const url = process.env[variable];
  if (url) {
    describe(`${title} (${service})`, () => body(url));
  } else if (process.env.CI === "true") {
    it(`${title} (needs ${service}: set ${variable})`, () => {
      throw new Error(`${variable} is not set, and CI must run every test`);
    });
  } else {
    describe.skipIf(true)(`${title} (needs ${service}: set ${variable})`, () => body(""));
  }
}
