import { eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, expect, it, vi } from "vitest";
import { createDirectory, type Directory } from "../accounts/directory.ts";
import { builtInCatalog } from "../plans/catalog.ts";
import type { Storage } from "../storage/database.ts";
import { apiKeys } from "../storage/schema/keys.ts";
import { describeOnEveryDatabase } from "../testing/database.ts";
import { createFindKey, type FindKey } from "./find-key.ts";
import { createKeys, type Keys } from "./keys.ts";

let number = 0;

describeOnEveryDatabase("API keys", (open) => {
  let storage: Storage;
  let directory: Directory;
  let keys: Keys;
  let find: FindKey;
  let uid: string;
  beforeAll(async () => {
    storage = await open();
    directory = createDirectory(storage.db, builtInCatalog());
    keys = createKeys(storage.db);
    find = createFindKey(storage.db);
  });
  afterAll(() => storage.close());
  beforeEach(async () => {
    ({ uid } = await directory.create({ email: `keys${++number}@example.com`, plan: "Pro" }));
  });

  it("are shown once, found by their whole text, and kept as a hash", async () => {
    const made = await keys.create(uid, { name: "build server" });
    expect(made.key).toMatch(/^ac_[\w-]{32}$/);
    expect(made).toMatchObject({
      name: "build server",
      prefix: made.key.slice(0, 8),
      last4: made.key.slice(-4),
    });
    expect(await find(made.key)).toEqual({
      uid,
      plan: "Pro",
      emailVerified: false,
      suspendedAt: null,
      lowCreditThreshold: null,
      key: { id: made.id, monthlyLimit: null, allowedOrigins: null, allowedEndpoints: null },
    });
    const [row] = await storage.db.select().from(apiKeys).where(eq(apiKeys.id, made.id));
    expect(JSON.stringify(row)).not.toContain(made.key);
    expect(await keys.list(uid)).toEqual([expect.not.objectContaining({ key: expect.anything() })]);
    expect(await keys.list(uid)).toEqual([expect.not.objectContaining({ hash: expect.anything() })]);
  });

  it.each(["", "ac_", "ac_x".repeat(10_000), "'; drop table users; --", "\u0000"])(
    "are not found by %j",
    async (key) => {
      expect(await find(key)).toBeUndefined();
    },
  );

  it("differ in every character, and a key with one of them changed is unknown", async () => {
    const { key } = await keys.create(uid);
    expect((await keys.create(uid)).key).not.toBe(key);
    expect(await find(`${key.slice(0, -1)}${key.endsWith("A") ? "B" : "A"}`)).toBeUndefined();
    expect(await find(key.toLowerCase())).toBeUndefined();
    expect(await find(`${key} `)).toBeUndefined();
  });

  it("stop at once when revoked, and revoking again changes nothing", async () => {
    const { id, key } = await keys.create(uid);
    await keys.revoke(uid, id);
    expect(await find(key)).toBeUndefined();
    const [first] = await keys.list(uid);
    expect(first?.revokedAt).toBeInstanceOf(Date);
    await keys.revoke(uid, id);
    expect(await keys.list(uid)).toEqual([first]);
  });

  it("stop when they expire, and are not made with an expiry that is past or no date", async () => {
    const { id, key } = await keys.create(uid, { expiresAt: new Date(Date.now() + 60_000) });
    expect(await find(key)).toBeDefined();
    await storage.db
      .update(apiKeys)
      .set({ expiresAt: new Date(Date.now() - 1) })
      .where(eq(apiKeys.id, id));
    expect(await find(key)).toBeUndefined();
    for (const expiresAt of [new Date(0), new Date(Number.NaN)]) {
      await expect(keys.create(uid, { expiresAt })).rejects.toMatchObject({ code: "InvalidInput" });
    }
  });

  it("rotate into a new key with the same name and expiry, and the old one stops", async () => {
    const expiresAt = new Date(Date.now() + 60_000);
    const old = await keys.create(uid, { name: "shop", expiresAt });
    const rotated = await keys.rotate(uid, old.id);
    expect(rotated).toMatchObject({ name: "shop", expiresAt });
    expect(await find(old.key)).toBeUndefined();
    expect(await find(rotated.key)).toMatchObject({ uid });
    await expect(keys.rotate(uid, old.id)).rejects.toMatchObject({ code: "NotFound" });
  });

  it("rotate once, of any number of rotations at the same moment", async () => {
    const { id } = await keys.create(uid);
    const rotations = await Promise.allSettled(Array.from({ length: 8 }, () => keys.rotate(uid, id)));
    expect(rotations.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect((await keys.list(uid)).filter(({ revokedAt }) => revokedAt === null)).toHaveLength(1);
  });

  it("belong to their account: another one can neither see, rename, revoke nor rotate them", async () => {
    const { id, key } = await keys.create(uid);
    const other = await directory.create({ email: `other${number}@example.com` });
    expect(await keys.list(other.uid)).toEqual([]);
    await expect(keys.change(other.uid, id, { name: "mine" })).rejects.toMatchObject({ code: "NotFound" });
    await expect(keys.revoke(other.uid, id)).rejects.toMatchObject({ code: "NotFound" });
    await expect(keys.rotate(other.uid, id)).rejects.toMatchObject({ code: "NotFound" });
    expect(await find(key)).toMatchObject({ uid });
  });

  it("can be renamed, which changes nothing else", async () => {
    const { key: _, ...made } = await keys.create(uid, { name: "old" });
    expect(await keys.change(uid, made.id, { name: "new" })).toEqual({ ...made, name: "new" });
    expect(await keys.list(uid)).toContainEqual({ ...made, name: "new", usedThisMonth: 0 });
    await expect(keys.change(uid, made.id, { name: "x".repeat(101) })).rejects.toMatchObject({
      code: "InvalidInput",
    });
    await expect(keys.change(uid, "none", { name: "new" })).rejects.toMatchObject({ code: "NotFound" });
  });

  it("are limited from the next request on, by what makes sense, and so is the key that follows", async () => {
    const { id, key } = await keys.create(uid, { monthlyLimit: 5 });
    expect(await find(key)).toMatchObject({ key: { monthlyLimit: 5, allowedOrigins: null } });
    const limits = { monthlyLimit: 7, allowedOrigins: ["https://a.example"], allowedEndpoints: ["/rmbg"] };
    expect(await keys.change(uid, id, limits)).toMatchObject(limits);
    expect(await keys.change(uid, id, { name: "shop" })).toMatchObject({ name: "shop", ...limits });
    const rotated = await keys.rotate(uid, id);
    expect(await find(rotated.key)).toMatchObject({ key: { id: rotated.id, ...limits } });
    expect(await keys.change(uid, id, { monthlyLimit: null })).toMatchObject({ monthlyLimit: null });
    for (const change of [
      { monthlyLimit: 0 },
      { monthlyLimit: 1.5 },
      { allowedOrigins: [] },
      { allowedOrigins: ["https://a.example/path"] },
      { allowedOrigins: ["a.example"] },
      { allowedOrigins: ["ftp://a.example"] },
      { allowedEndpoints: [] },
    ]) {
      await expect(keys.change(uid, id, change)).rejects.toMatchObject({ code: "InvalidInput" });
    }
  });

  it("are not made for nobody, nor with a name without end", async () => {
    await expect(keys.create("nobody")).rejects.toMatchObject({ code: "NotFound" });
    await expect(keys.create(uid, { name: "x".repeat(101) })).rejects.toMatchObject({ code: "InvalidInput" });
  });

  it("are at most a hundred for an account, however many are asked for at the same moment", async () => {
    const attempts = await Promise.allSettled(Array.from({ length: 104 }, () => keys.create(uid)));
    const refused = attempts.filter((attempt) => attempt.status === "rejected");
    expect(refused.map(({ reason }) => reason.code)).toEqual([
      "TooManyKeys",
      "TooManyKeys",
      "TooManyKeys",
      "TooManyKeys",
    ]);
    const [one] = await keys.list(uid);
    await keys.revoke(uid, one!.id);
    await keys.create(uid);
  });

  it("know when they were last used, and write it once a minute at most", async () => {
    const { id, key } = await keys.create(uid);
    const lastUse = async () => (await keys.list(uid))[0]?.lastUsedAt ?? null;
    expect(await lastUse()).toBeNull();
    await find(key);
    const first = await vi.waitUntil(lastUse);
    await find(key);
    expect(await lastUse()).toEqual(first);
    const older = new Date(Date.now() - 61_000);
    await storage.db.update(apiKeys).set({ lastUsedAt: older }).where(eq(apiKeys.id, id));
    await find(key);
    await vi.waitUntil(async () => (await lastUse())! > older);
  });
});
