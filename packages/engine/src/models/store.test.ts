import { access, mkdtemp, readdir, rm, stat, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ModelStore } from "./store.ts";

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), "alphacut-models-"));
});
afterEach(() => rm(directory, { recursive: true }));

describe("model store", () => {
  it("prepares the embedded model once when two processes start on an empty folder, and leaves no other file", async () => {
    const stores = [new ModelStore(directory), new ModelStore(directory)];
    const [one, two] = await Promise.all(stores.map((store) => store.install("isnet")));
    expect(one!.path).toBe(two!.path);
    expect(await readdir(directory)).toEqual([one!.path.slice(directory.length + 1)]);
    const { mtimeMs } = await stat(one!.path);
    await new ModelStore(directory).install("isnet");
    expect((await stat(one!.path)).mtimeMs).toBe(mtimeMs);
  });

  it("removes what a process that died left half-written, and spares what another still writes", async () => {
    const [old, fresh] = ["old.tmp", "fresh.tmp"].map((name) => join(directory, name));
    await Promise.all([writeFile(old!, ""), writeFile(fresh!, "")]);
    await utimes(old!, 0, 0);
    await new ModelStore(directory).install("isnet");
    await expect(access(old!)).rejects.toThrow();
    await access(fresh!);
  });

  it("says how to get a model that is not here yet", async () => {
    await expect(new ModelStore(directory).install("u2netp")).rejects.toMatchObject({
      code: "ModelUnavailable",
      message: expect.stringContaining("alphacut models pull u2netp"),
    });
  });

  it("names the models it knows when it is asked for another", () => {
    expect(() => new ModelStore(directory).spec("u3net")).toThrow(/no model 'u3net'.*birefnet-general/);
  });
});
