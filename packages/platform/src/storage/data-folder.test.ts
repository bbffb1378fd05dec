import { existsSync } from "node:fs";
import { mkdtemp, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeDataFolder } from "./data-folder.ts";

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "alphacut-folder-"));
});
afterAll(() => rm(folder, { recursive: true }));

describe("the data folder", () => {
  it("is made with everything on the way, for its owner alone", async () => {
    const deep = join(folder, "a/b");
    await makeDataFolder(deep);
    await makeDataFolder(deep);
    expect((await stat(deep)).mode & 0o777).toBe(0o700);
  });

  it.runIf(existsSync("/proc/self"))("that the system takes nowhere is named at once", async () => {
    await expect(makeDataFolder("/proc/alphacut/data")).rejects.toMatchObject({
      message: expect.stringContaining("/proc/alphacut/data cannot be made"),
    });
  });

  it.each(["", "below"])("that a file stands in the way of is named with its setting", async (below) => {
    const file = join(folder, "file");
    await writeFile(file, "");
    await expect(makeDataFolder(join(file, below))).rejects.toMatchObject({
      code: "StorageUnavailable",
      message: expect.stringMatching(/\/file.* \(E\w+\)\. .*ALPHACUT_DATA_DIR\.$/),
    });
  });
});
