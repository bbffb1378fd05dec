import { randomBytes } from "node:crypto";
import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { FileStore } from "../file-store.ts";

/** What every place for files guarantees. */
export function describeFileStoreContract(open: () => Promise<FileStore>, close: () => Promise<void>): void {
  let files: FileStore;
  let folder: string;
  let folders = 0;
  const fresh = () => {
    folder = `folder_${++folders}`;
    return `${folder}/file.in`;
  };
  const keys = async () => {
    const found: string[] = [];
    for await (const { key } of files.list()) if (key.startsWith(`${folder}/`)) found.push(key);
    return found.sort();
  };

  beforeAll(async () => {
    files = await open();
  });
  afterAll(async () => {
    await files.close();
    await close();
  });

  test("a file comes back as it was put, from bytes and from a stream of unknown length", async () => {
    const key = fresh();
    const bytes = randomBytes(100_000);
    expect(await files.put(key, bytes)).toBe(100_000);
    expect(await buffer(await files.get(key))).toEqual(bytes);
    const long = Array.from({ length: 12 }, () => randomBytes(1024 ** 2));
    expect(await files.put(`${folder}/long`, Readable.from(long))).toBe(12 * 1024 ** 2);
    expect((await buffer(await files.get(`${folder}/long`))).equals(Buffer.concat(long))).toBe(true);
    expect(await files.put(`${folder}/empty`, Readable.from([]))).toBe(0);
    expect(await keys()).toEqual([`${folder}/empty`, key, `${folder}/long`]);
  });

  test("a later file of a key takes the place of the earlier one", async () => {
    const key = fresh();
    await files.put(key, Buffer.from("first"));
    await files.put(key, Buffer.from("second"));
    expect(String(await buffer(await files.get(key)))).toBe("second");
    expect(await keys()).toEqual([key]);
  });

  test("a file whose stream fails, or that is given up, is not there, and the one before it stays", async () => {
    const key = fresh();
    const failing = () =>
      Readable.from(
        (async function* () {
          yield Buffer.alloc(1024);
          throw new Error("cut off");
        })(),
      );
    await expect(files.put(key, failing())).rejects.toThrow("cut off");
    await expect(files.get(key)).rejects.toMatchObject({ code: "NotFound" });
    await files.put(key, Buffer.from("whole"));
    await expect(files.put(key, failing())).rejects.toThrow("cut off");
    const gone = AbortSignal.abort(new Error("given up"));
    await expect(files.put(key, Readable.from([Buffer.alloc(9)]), gone)).rejects.toThrow();
    expect(String(await buffer(await files.get(key)))).toBe("whole");
  });

  test("what is not there is NotFound to read and no mistake to delete", async () => {
    const key = fresh();
    await expect(files.get(key)).rejects.toMatchObject({ code: "NotFound" });
    await files.delete([key]);
    await files.deleteFolder(folder);
  });

  test("a folder is deleted with all that it has, and no other", async () => {
    const other = fresh();
    await files.put(other, Buffer.from("stays"));
    const key = fresh();
    await files.put(key, Buffer.from("a"));
    await files.put(`${folder}/b`, Buffer.from("b"));
    await files.delete([`${folder}/b`]);
    expect(await keys()).toEqual([key]);
    await files.deleteFolder(folder);
    expect(await keys()).toEqual([]);
    expect(String(await buffer(await files.get(other)))).toBe("stays");
  });

  test("a list says when each file was written", async () => {
    const before = Date.now() - 2000;
    const key = fresh();
    await files.put(key, Buffer.from("now"));
    for await (const file of files.list()) {
      if (file.key === key) expect(file.changedAt.getTime()).toBeGreaterThan(before);
    }
  });
}
