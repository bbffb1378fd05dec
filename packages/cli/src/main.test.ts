import { existsSync } from "node:fs";
import { open, readdir, readFile } from "node:fs/promises";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type EchoServer, startEchoServer } from "./testing/echo-server.ts";
import { type CommandProcess, startCommand } from "./testing/process.ts";
import { createWorkplace, halves, type Workplace } from "./testing/workplace.ts";

const PATIENCE = { timeout: 25_000 };

let workplace: Workplace;
let server: EchoServer;
let running: CommandProcess | undefined;
beforeEach(async () => {
  workplace = await createWorkplace();
  server = await startEchoServer();
});
afterEach(async () => {
  running?.child.kill("SIGKILL");
  await running?.ended;
  await server.close();
  await workplace.remove();
});

const start = (args: string[], env: Record<string, string> = {}) => {
  running = startCommand(args, { ALPHACUT_MODELS_DIR: workplace.path("models"), ...env });
  return running;
};

describe("the process", () => {
  it("ends with the code of the command", async () => {
    const { ended, stderr } = start(["i", "missing.png", workplace.path("out.png"), "--remote", server.url]);
    expect(await ended).toBe(1);
    expect(stderr()).toContain("missing.png");
  });

  it.each(["SIGINT", "SIGTERM"] as const)("ends watching cleanly at %s", async (signal) => {
    const photo = await halves();
    await workplace.put("photos/a.png", photo);
    const command = start([
      "p",
      "--watch",
      "--remote",
      server.url,
      workplace.path("photos"),
      workplace.path("out"),
    ]);
    await expect.poll(() => readdir(workplace.path("out")).catch(() => []), PATIENCE).toEqual(["a.png"]);
    command.child.kill(signal);
    expect(await command.ended).toBe(0);
    expect(command.stderr()).toContain("1 done, 0 skipped, 0 failed");
  });

  it("ends at Ctrl-C in the middle of a model run with 130 and leaves no process and no file behind", async () => {
    await workplace.put("photos/a.png", await halves());
    const args = ["p", "-m", "slow", workplace.path("photos"), workplace.path("out")];
    const command = start(args, { ALPHACUT_THREADS: "1" });
    // Those of the model and of the pixels are children of the command's.
    const children = async () => {
      const path = `/proc/${command.child.pid}/task/${command.child.pid}/children`;
      return (await readFile(path, "utf8").catch(() => "")).trim().split(" ").filter(Boolean);
    };
    await expect.poll(children, PATIENCE).toHaveLength(2);
    const processes = await children();
    command.child.kill("SIGINT");
    expect(await command.ended).toBe(130);
    await expect.poll(() => processes.filter((pid) => isAlive(Number(pid))), PATIENCE).toEqual([]);
    expect(await readdir(workplace.path("out")).catch(() => [])).toEqual([]);
  });

  it("ends quietly when nobody reads its output any more", async () => {
    const command = start(["models", "list"]);
    command.child.stdout!.destroy();
    expect(await command.ended).toBe(0);
    expect(command.stderr()).toBe("");
  });

  it("says in one line that nobody read its picture", async () => {
    const photo = await workplace.put("a.png", await halves());
    const command = start(["i", "--remote", server.url, photo, "-"]);
    command.child.stdout!.destroy();
    expect(await command.ended).toBe(1);
    expect(command.stderr()).toBe(`${photo}: standard output: whoever was reading it has gone\n`);
  });

  it.runIf(existsSync("/dev/full"))("says in one line that there is no room for its output", async () => {
    const photo = await workplace.put("a.png", await halves());
    const full = await open("/dev/full", "w");
    for (const args of [
      ["i", "--remote", server.url, photo, "-"],
      ["models", "list"],
    ]) {
      running = startCommand(args, { ALPHACUT_MODELS_DIR: workplace.path("models") }, full.fd);
      expect(await running.ended).toBe(1);
      expect(running.stderr()).toMatch(/^[^\n]+: standard output: the disk is full\n$/);
    }
    await full.close();
  });
});

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
