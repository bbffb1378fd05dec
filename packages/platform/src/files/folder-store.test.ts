import { mkdtemp, readdir, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openFolderStore } from "./folder-store.ts";
import { describeFileStoreContract } from "./testing/file-store-contract.ts";

let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "alphacut-files-"));
});
afterAll(() => rm(root, { recursive: true }));

describe("files in a folder", () => {
  describeFileStoreContract(
    () => openFolderStore(join(root, "contract")),
    async () => {},
  );

  it("are readable for this user alone, and leave no half file behind", async () => {
    const files = await openFolderStore(join(root, "own"));
    await files.put("job/a", Buffer.from("private"));
    expect((await stat(join(root, "own/job/a"))).mode & 0o777).toBe(0o600);
    const failing = Readable.from([1]).map(() => Promise.reject(new Error("no")));
    await expect(files.put("job/b", failing)).rejects.toThrow();
    expect(await readdir(join(root, "own/.partial"))).toEqual([]);
    expect(await readdir(join(root, "own/job"))).toEqual(["a"]);
  });

  it("are refused with a clear reason while the disk is full, and nothing is written", async () => {
    const files = await openFolderStore(join(root, "full"), () => 0);
    const put = files.put("job/a", Buffer.from("x"));
    await expect(put).rejects.toMatchObject({ code: "StorageUnavailable" });
    await expect(put).rejects.toThrow(/full/);
    expect(await readdir(join(root, "full"))).toEqual([".partial"]);
  });
});
