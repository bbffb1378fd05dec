import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { writeWhole } from "./write-whole.ts";

let directory: string;
let path: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), "alphacut-write-"));
  path = join(directory, "a.png");
});
afterEach(() => rm(directory, { recursive: true }));

const text = (content: string) => new TextEncoder().encode(content);

describe("writing a result", () => {
  it("never replaces a file, not even one that comes in between, and leaves nothing else behind", async () => {
    const writers = ["one", "two", "three"].map((content) =>
      writeWhole(path, text(content), { overwrite: false }),
    );
    const ends = await Promise.allSettled(writers);
    expect(ends.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    for (const end of ends) if (end.status === "rejected") expect(end.reason.code).toBe("EEXIST");
    expect(["one", "two", "three"]).toContain(await readFile(path, "utf8"));
    expect(await readdir(directory)).toEqual(["a.png"]);
  });

  it("replaces a file as a whole when it may", async () => {
    await writeFile(path, "something longer than the new content");
    await writeWhole(path, text("new"), { overwrite: true });
    expect(await readFile(path, "utf8")).toBe("new");
    expect(await readdir(directory)).toEqual(["a.png"]);
  });
});
