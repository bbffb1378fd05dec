import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { createDirectory } from "../accounts/directory.ts";
import { createKeys } from "../keys/keys.ts";
import { builtInCatalog } from "../plans/catalog.ts";
import type { Database, Storage } from "../storage/database.ts";
import { requestLines } from "../storage/schema/requests.ts";
import { describeOnEveryDatabase } from "../testing/database.ts";
import { createRequestLog, type RequestLine, type RequestLog } from "./request-log.ts";

const line: RequestLine = {
  at: new Date("2026-03-15T12:00:00Z"),
  keyId: null,
  endpoint: "POST /rmbg",
  status: 200,
  ms: 412,
  credits: 1,
  requestId: "r1",
};
const silent = { info: () => {}, warn: () => {}, error: () => {} };
let number = 0;

describeOnEveryDatabase("the request log", (open) => {
  let storage: Storage;
  let log: RequestLog;
  let uid: string;
  beforeAll(async () => {
    storage = await open();
    log = createRequestLog(storage.db, silent);
  });
  afterAll(async () => {
    await log.close();
    await storage.close();
  });
  beforeEach(async () => {
    const email = `log${++number}@example.com`;
    ({ uid } = await createDirectory(storage.db, builtInCatalog()).create({ email }));
  });

  const ids = async (search: { keyId?: string } = {}) =>
    (await log.list(uid, { limit: 100, ...search })).requests.map(({ requestId }) => requestId);

  it("shows an account's own requests, newest first, each with the name of its key", async () => {
    const { id: keyId } = await createKeys(storage.db).create(uid, { name: "shop" });
    log.note(uid, { ...line, keyId });
    log.note(uid, { ...line, requestId: "r2", status: 402, credits: 0, ms: 3 });
    log.note("somebody else", { ...line, requestId: "r3" });
    expect((await log.list(uid, { limit: 100 })).requests).toEqual([
      { ...line, requestId: "r2", status: 402, credits: 0, ms: 3, keyName: null },
      { ...line, keyId, keyName: "shop" },
    ]);
    expect(await ids({ keyId })).toEqual(["r1"]);
  });

  it("adds up what each key was used for", async () => {
    const { id: keyId } = await createKeys(storage.db).create(uid);
    for (const credits of [1, 1, 0]) log.note(uid, { ...line, keyId, credits });
    log.note(uid, line);
    expect(await log.byKey(uid)).toEqual([{ keyId, requests: 3, credits: 2 }]);
  });

  it("tells the last day's traffic of everybody, hour by hour and together", async () => {
    await storage.db.delete(requestLines);
    const thisHour = new Date();
    const before = new Date(thisHour.getTime() - 3_600_000);
    for (const ms of [100, 200, 300]) log.note(uid, { ...line, at: before, ms });
    log.note("somebody else", { ...line, at: thisHour, status: 503, ms: 1000 });
    log.note(uid, { ...line, at: new Date(thisHour.getTime() - 25 * 3_600_000), ms: 9 });
    const { hours, total } = await log.traffic();
    expect(total).toEqual({ requests: 4, failed: 1, medianMs: 250, p95Ms: 895 });
    expect(hours).toEqual([
      { hour: expect.any(Date), requests: 3, failed: 0, medianMs: 200, p95Ms: 290 },
      { hour: expect.any(Date), requests: 1, failed: 1, medianMs: 1000, p95Ms: 1000 },
    ]);
    expect(hours[1]!.hour.getTime() - hours[0]!.hour.getTime()).toBe(3_600_000);
    await storage.db.delete(requestLines);
    expect(await log.traffic()).toEqual({
      hours: [],
      total: { requests: 0, failed: 0, medianMs: null, p95Ms: null },
    });
  });

  it("has every line on one of its pages, once, however many were written at a time", async () => {
    const all = Array.from({ length: 1203 }, (_, i) => `r${i}`);
    for (const requestId of all) log.note(uid, { ...line, requestId });
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await log.list(uid, { limit: 500, cursor });
      seen.push(...page.requests.map(({ requestId }) => requestId));
      cursor = page.nextCursor;
    } while (cursor !== undefined);
    expect(seen).toEqual(all.reverse());
    await expect(log.list(uid, { limit: 1, cursor: "x" })).rejects.toMatchObject({ code: "InvalidInput" });
  });

  it("forgets after 30 days, and an account at once", async () => {
    const old = new Date(Date.now() - 31 * 86_400_000);
    const recent = new Date(Date.now() - 29 * 86_400_000);
    log.note(uid, { ...line, at: old, requestId: "old" });
    log.note(uid, { ...line, at: recent, requestId: "recent" });
    expect(await ids()).toEqual(["recent", "old"]);
    await log.sweep();
    expect(await ids()).toEqual(["recent"]);
    await log.forget(uid);
    expect(await ids()).toEqual([]);
  });

  it("waits for a database that is gone, warns once, and holds 10,000 lines at most", async () => {
    let isGone = true;
    const db = new Proxy(storage.db, {
      get(target, name) {
        if (name === "insert" && isGone) throw Object.assign(new Error("gone"), { code: "ECONNREFUSED" });
        const value = Reflect.get(target, name);
        return typeof value === "function" ? value.bind(target) : value;
      },
    }) as Database;
    const warnings: string[] = [];
    const held = createRequestLog(db, { ...silent, warn: (_, message) => void warnings.push(message) });
    for (let i = 0; i < 10_003; i++) held.note(uid, line);
    expect(await ids()).toEqual([]);
    for (let i = 0; i < 2; i++) expect((await held.list(uid, { limit: 1 })).requests).toEqual([]);
    expect(warnings).toHaveLength(1);
    isGone = false;
    await held.close();
    expect(await storage.db.$count(requestLines)).toBeGreaterThanOrEqual(10_000);
    expect((await held.byKey(uid)).length).toBe(0);
    expect((await log.list(uid, { limit: 20_000 })).requests).toHaveLength(10_000);
  });
});
