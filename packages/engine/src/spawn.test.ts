import { once } from "node:events";
import { afterEach, expect, it, vi } from "vitest";
import { forkModule } from "./spawn.ts";

afterEach(() => vi.unstubAllEnvs());

it("tells a child process where things are, that nothing is to be reported, and no secret", async () => {
  const secrets = [
    "ALPHACUT_AUTH_SECRET",
    "STRIPE_SECRET_KEY",
    "DATABASE_URL",
    "NODE_OPTIONS",
    "AWS_SECRET_ACCESS_KEY",
  ];
  for (const name of secrets) vi.stubEnv(name, "--no-warnings");
  vi.stubEnv("TMPDIR", "/somewhere");
  const [environment] = await once(forkModule("testing/environment-process"), "message");
  expect(environment).toMatchObject({ TMPDIR: "/somewhere", PATH: process.env.PATH });
  expect(environment).toMatchObject({ ORT_DISABLE_TELEMETRY: "1" });
  for (const name of secrets) expect(environment).not.toHaveProperty(name);
});
