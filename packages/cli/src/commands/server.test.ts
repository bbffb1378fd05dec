import { describe, expect, it } from "vitest";
import { runCommand } from "../testing/run-command.ts";

describe("alphacut config", () => {
  it("prints the effective settings and no secret", async () => {
    const env = { PORT: "9000", ALPHACUT_ADMIN_TOKEN: "a token of sixteen or more" };
    const { code, stdout } = await runCommand(["config"], { env });
    expect(code).toBe(0);
    const lines = stdout.toString().split("\n");
    expect(lines).toEqual(expect.arrayContaining(["PORT=9000", "HOST=127.0.0.1", "ALPHACUT_MODEL=isnet"]));
    expect(stdout.toString()).not.toContain("sixteen");
  });

  it("names every bad variable and ends with 2", async () => {
    const { code, stderr } = await runCommand(["config"], { env: { PORT: "eighty", LOG_LEVEL: "loud" } });
    expect(code).toBe(2);
    expect(stderr).toMatch(/PORT: got "eighty".*LOG_LEVEL: got "loud"/);
  });
});
