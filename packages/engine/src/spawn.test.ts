import { fork } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
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

it("lets a child process end quietly that has an answer when its parent is gone", async () => {
  const folder = await mkdtemp(join(tmpdir(), "alphacut-spawn-"));
  const file = join(folder, "go-on");
  const child = fork(new URL("./testing/busy-process.ts", import.meta.url), [file], {
    stdio: ["ignore", "ignore", "pipe", "ipc"],
    execArgv: ["--conditions=@alphacut/source", "--import", import.meta.resolve("tsx")],
  });
  const [printed, ended] = [text(child.stderr!), once(child, "exit")];
  child.send("work");
  await once(child, "message");
  child.disconnect();
  await writeFile(file, "");
  expect(await printed).toBe("");
  expect(await ended).toEqual([0, null]);
  await rm(folder, { recursive: true });
});
