import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { createDirectory } from "../accounts/directory.ts";
import { builtInCatalog } from "../plans/catalog.ts";
import type { Storage } from "../storage/database.ts";
import { describeOnEveryDatabase } from "../testing/database.ts";
import { createPresets, mostPresets, type Presets } from "./presets.ts";

let number = 0;

describeOnEveryDatabase("presets of the editor", (open) => {
  let storage: Storage;
  let presets: Presets;
  let uid: string;
  const newAccount = async () => {
    const email = `presets${++number}@example.com`;
    return (await createDirectory(storage.db, builtInCatalog()).create({ email })).uid;
  };
  beforeAll(async () => {
    storage = await open();
    presets = createPresets(storage.db);
  });
  afterAll(() => storage.close());
  beforeEach(async () => {
    uid = await newAccount();
  });

  it("come back by name as they were saved, and one of the same name gives way", async () => {
    const settings = { format: "jpeg", canvas: { on: true, width: null }, text: "ก €" };
    await presets.save(uid, { name: "shop", settings: {} });
    await presets.save(uid, { name: "auction", settings });
    await presets.save(uid, { name: "shop", settings: { format: "webp" } });
    expect(await presets.list(uid)).toEqual([
      { name: "auction", settings, savedAt: expect.any(Date) },
      { name: "shop", settings: { format: "webp" }, savedAt: expect.any(Date) },
    ]);
    await presets.remove(uid, "shop");
    await expect(presets.remove(uid, "shop")).rejects.toMatchObject({ code: "NotFound" });
    expect(await presets.list(uid)).toHaveLength(1);
  });

  it("belong to their account: another one neither sees nor removes them", async () => {
    await presets.save(uid, { name: "shop", settings: {} });
    const other = await newAccount();
    expect(await presets.list(other)).toEqual([]);
    await expect(presets.remove(other, "shop")).rejects.toMatchObject({ code: "NotFound" });
    await expect(presets.save("nobody", { name: "shop", settings: {} })).rejects.toMatchObject({
      code: "NotFound",
    });
  });

  it("are at most so many, also when they are saved at the same moment; the last one can still be changed", async () => {
    const save = (name: string) => presets.save(uid, { name, settings: {} });
    for (let i = 0; i < mostPresets - 2; i++) await save(`preset ${i}`);
    const saved = await Promise.all(["a", "b", "c", "d", "e"].map(save));
    expect(saved.filter(Boolean)).toHaveLength(2);
    expect(await presets.list(uid)).toHaveLength(mostPresets);
    expect(await save("preset 0")).toBeDefined();
    expect(await save("one more")).toBeUndefined();
  });
});
