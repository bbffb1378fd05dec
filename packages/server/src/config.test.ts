import { resolve } from "node:path";
import { DEVICES, offeredDevices } from "@alphacut/engine";
import { describe, expect, it } from "vitest";
import { ConfigError, printConfig, readConfig } from "./config.ts";

function problemsOf(environment: Record<string, string>): readonly string[] {
  try {
    readConfig(environment);
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  return [];
}

describe("readConfig", () => {
  it("takes no 8 bits on an accelerator, and no device that ONNX Runtime does not offer here", () => {
    const [accelerator] = offeredDevices().filter((device) => device !== "cpu");
    const missing = DEVICES.find((device) => !offeredDevices().includes(device));
    expect(problemsOf({ ALPHACUT_DEVICE: accelerator ?? "", ALPHACUT_PRECISION: "int8" })).toEqual([
      expect.stringContaining('ALPHACUT_PRECISION: got "int8", which is for processors'),
    ]);
    expect(problemsOf({ ALPHACUT_DEVICE: missing ?? "" })).toEqual([
      expect.stringContaining(`ALPHACUT_DEVICE: got "${missing}", which ONNX Runtime does not offer on`),
    ]);
  });

  it("starts with nothing set, as the two commands promise", () => {
    expect(readConfig({})).toMatchObject({
      host: "127.0.0.1",
      port: 8080,
      publicUrl: "http://127.0.0.1:8080",
      trustProxy: false,
      dataDir: resolve("data"),
      modelsDir: resolve("data/models"),
      model: "isnet",
      queueLimit: 32,
      maskCacheBytes: 256 * 1024 * 1024,
      anonymousDaily: 25,
      logLevel: "info",
    });
  });

  it("treats an empty variable as unset", () => {
    expect(readConfig({ PORT: "", REDIS_URL: "" }).port).toBe(8080);
  });

  it("reports every bad variable at once with its name, what it got and what it takes", () => {
    expect(problemsOf({ PORT: "eighty", LOG_LEVEL: "loud", REDIS_URL: "http://x" })).toEqual([
      'PORT: got "eighty", takes a port, 0 to 65535 (0: any free one)',
      "REDIS_URL: got a value that does not fit (not shown), takes a Redis address: redis://host:6379",
      'LOG_LEVEL: got "loud", takes fatal, error, warn, info, debug, trace or silent',
    ]);
  });

  it.each([
    ["PORT", "70000"],
    ["PORT", "-1"],
    ["PORT", "80.5"],
    ["PUBLIC_URL", "cut.example.com"],
    ["PUBLIC_URL", "ftp://cut.example.com"],
    ["TRUST_PROXY", "everybody"],
    ["TRUST_PROXY", "10.0.0.0/33"],
    ["DATABASE_URL", "mysql://x/y"],
    ["SMTP_URL", "mail.example.com"],
    ["MAIL_FROM", "nobody"],
    ["ALPHACUT_SITE_NAME", "<script>"],
    ["ALPHACUT_SITE_NAME", "x".repeat(41)],
    ["ALPHACUT_IMPRINT_URL", "javascript:alert(1)"],
    ["STRIPE_SECRET_KEY", "pk_live_1"],
    ["ALPHACUT_ADMIN_TOKEN", "short"],
    ["ALPHACUT_AUTH_SECRET", "short"],
    ["ALPHACUT_THREADS", "0"],
    ["ALPHACUT_QUEUE_LIMIT", "many"],
    ["ALPHACUT_MASK_CACHE_MB", "1e3"],
    ["ALPHACUT_FETCH_ALLOW", "http://internal"],
    ["ALPHACUT_MODEL_SUBSTITUTE", "perhaps"],
    ["ALPHACUT_ANONYMOUS_DAILY", "-5"],
    ["ALPHACUT_ROLE", "boss"],
    ["ALPHACUT_DEVICE", "quantum"],
  ])("refuses %s=%s", (name, text) => {
    const problems = problemsOf({ [name]: text });
    expect(problems[0]).toMatch(new RegExp(`^${name}: got `));
  });

  it.each([
    ["off", false],
    ["2", 2],
    ["10.0.0.1, fd00::/8", ["10.0.0.1", "fd00::/8"]],
  ])("believes proxies as TRUST_PROXY=%s says", (text, expected) => {
    expect(readConfig({ TRUST_PROXY: text }).trustProxy).toEqual(expected);
  });

  it.each([
    [{ HOST: "0.0.0.0", PORT: "80" }, "http://localhost:80"],
    [{ HOST: "::1" }, "http://[::1]:8080"],
    [{ PUBLIC_URL: "https://cut.example.com/" }, "https://cut.example.com"],
  ])("with %o people reach the server at %s", (environment, expected) => {
    expect(readConfig(environment).publicUrl).toBe(expected);
  });

  it.each([
    ["unlimited", "unlimited"],
    ["0", 0],
    ["7", 7],
  ])("counts anonymous images as ALPHACUT_ANONYMOUS_DAILY=%s says", (text, expected) => {
    expect(readConfig({ ALPHACUT_ANONYMOUS_DAILY: text }).anonymousDaily).toBe(expected);
  });

  it("wants both Stripe variables or none", () => {
    expect(problemsOf({ STRIPE_SECRET_KEY: "sk_test_1" })).toEqual([
      "STRIPE_WEBHOOK_SECRET: not set; STRIPE_SECRET_KEY and STRIPE_WEBHOOK_SECRET belong together",
    ]);
  });

  it("never repeats a secret in its complaint", () => {
    expect(problemsOf({ DATABASE_URL: "mysql://root:hunter2@db" }).join()).not.toContain("hunter2");
  });
});

describe("printConfig", () => {
  it("shows the effective settings and masks secrets", () => {
    const lines = printConfig({ PORT: "9000", DATABASE_URL: "postgres://u:hunter2@db/x" }).split("\n");
    expect(lines).toContain("PORT=9000");
    expect(lines).toContain("HOST=127.0.0.1");
    expect(lines).toContain("TRUST_PROXY=off");
    expect(lines).toContain("DATABASE_URL=********");
    expect(lines.join()).not.toContain("hunter2");
  });
});
