import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createKeys } from "../keys/keys.ts";
import { jobs as jobTable, webhookDeliveries } from "../storage/schema/index.ts";
import { describeOnEveryDatabase } from "../testing/database.ts";
import { inputKey, type Leased, newId, resultKey } from "./index.ts";
import { type JobBench, limits, openJobBench } from "./testing/job-bench.ts";

describeOnEveryDatabase("jobs", (open) => {
  let bench: JobBench;
  let uid: string;
  beforeAll(async () => {
    bench = await openJobBench(await open());
  }, 60_000);
  afterAll(() => bench.close());
  beforeEach(async () => {
    // Of the test before: nobody else's pictures come up as next.
    await bench.db.update(jobTable).set({ deletedAt: sql`now()` });
    uid = await bench.account();
  });
  const next = async (): Promise<Leased> => {
    const leased = await bench.work.next();
    if (!leased) throw new Error("There is no item to work on");
    return leased;
  };
  const counts = async (id: string) => (await bench.jobs.find(uid, id)).counts;

  it("keep the order of their items, page by page, and end when every item has", async () => {
    const { id } = await bench.job(uid, ["c.jpg", "a.jpg", "b.jpg"]);
    expect(await bench.jobs.countWaiting()).toBe(3);
    const first = await bench.jobs.items(uid, id, { limit: 2 });
    const rest = await bench.jobs.items(uid, id, { limit: 2, cursor: first.next });
    expect([...first.items, ...rest.items].map(({ name }) => name)).toEqual(["c.jpg", "a.jpg", "b.jpg"]);
    expect(rest.next).toBeUndefined();
    for (const name of ["c.jpg", "a.jpg", "b.jpg"]) {
      const leased = await next();
      expect(leased.item.name).toBe(name);
      await bench.finish(leased);
    }
    expect(await bench.work.next()).toBeUndefined();
    expect(await bench.jobs.countWaiting()).toBe(0);
    expect(await bench.jobs.find(uid, id)).toMatchObject({ state: "completed", counts: { completed: 3 } });
    expect(await bench.charged(uid)).toBe(3);
  });

  it("are listed newest first, each on one page, also those of the same moment", async () => {
    const made: string[] = [];
    for (let n = 0; n < 5; n++) made.push((await bench.job(uid, ["a.jpg"])).id);
    const moments = [3000, 1000, 2000, 2000, 2000];
    for (const [index, id] of made.entries())
      await bench.db
        .update(jobTable)
        .set({ createdAt: new Date(moments[index]!) })
        .where(eq(jobTable.id, id));
    const sameMoment = made.slice(2).sort().reverse();
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await bench.jobs.list(uid, { limit: 2, cursor });
      seen.push(...page.jobs.map(({ id }) => id));
      cursor = page.next;
    } while (cursor !== undefined);
    expect(seen).toEqual([made[0], ...sameMoment, made[1]]);
    for (const nonsense of ["", "yesterday.job_1", "1.job-1", "99999999999999999.job_1"]) {
      await expect(bench.jobs.list(uid, { limit: 2, cursor: nonsense })).rejects.toMatchObject({
        code: "InvalidInput",
      });
    }
  });

  it("let a result come before the last item is there, and stay open for more", async () => {
    const { id } = await bench.job(uid, ["a.jpg"], { open: true });
    await bench.finish(await next());
    expect(await bench.jobs.find(uid, id)).toMatchObject({
      state: "open",
      counts: { completed: 1, total: 1 },
    });
    await bench.jobs.add({ uid, id, limits }, [
      { id: newId("item"), name: "b.jpg", url: "https://example.com/b" },
    ]);
    expect(await bench.jobs.close(uid, id)).toMatchObject({ state: "running" });
    await bench.finish(await next());
    expect((await bench.jobs.find(uid, id)).state).toBe("completed");
  });

  it("take ten thousand addresses in one go", async () => {
    const { id } = await bench.job(uid, [], { open: true });
    const many = Array.from({ length: 10_000 }, (_, index) => ({
      id: newId("item"),
      name: `${index}.jpg`,
      url: "https://example.com/a.jpg",
      requestPart: `key:${index}`,
    }));
    const { items } = await bench.jobs.add({ uid, id, limits: { ...limits, items: 10_000 } }, many);
    expect([items.length, items.at(-1)?.position]).toEqual([10_000, 10_000]);
    await bench.jobs.cancel(uid, id);
  });

  it("are nobody else's", async () => {
    const { id } = await bench.job(uid, ["a.jpg"]);
    const other = await bench.account();
    for (const attempt of [
      () => bench.jobs.find(other, id),
      () => bench.jobs.items(other, id, { limit: 1 }),
      () => bench.jobs.cancel(other, id),
      () => bench.jobs.delete(other, id),
      () => bench.jobs.add({ uid: other, id, limits }, []),
    ]) {
      await expect(attempt()).rejects.toMatchObject({ code: "NotFound" });
    }
    expect((await bench.jobs.list(other, { limit: 10 })).jobs).toEqual([]);
  });

  it("take turns between accounts, and do the older job of one account first", async () => {
    const other = await bench.account();
    await bench.job(uid, ["1", "2", "3"]);
    await bench.job(uid, ["4"]);
    await bench.job(other, ["a", "b"]);
    const order: string[] = [];
    for (let leased = await bench.work.next(); leased; leased = await bench.work.next()) {
      order.push(leased.item.name);
      await bench.finish(leased);
    }
    expect(order.filter((name) => /\d/.test(name))).toEqual(["1", "2", "3", "4"]);
    expect(order.slice(0, 4).filter((name) => /\d/.test(name))).toHaveLength(2);
  });

  it("give one item to one worker, however many ask at once", async () => {
    await bench.job(
      uid,
      Array.from({ length: 12 }, (_, index) => String(index)),
    );
    const leases = await Promise.all(Array.from({ length: 12 }, () => bench.work.next()));
    expect(new Set(leases.map((leased) => leased?.item.id)).size).toBe(12);
    await Promise.all(leases.map((leased) => bench.finish(leased!)));
    expect(await bench.charged(uid)).toBe(12);
  });

  describe("the same request sent again", () => {
    const asked = { channel: "api" as const, recipe: {}, hasBackground: false, metadata: {}, keepDays: 7 };

    it("finds its job, and is refused when it asks for something else", async () => {
      const request = { key: "key", hash: "hash" };
      const made = await bench.jobs.create({ uid, ...asked, request });
      const again = await bench.jobs.create({ uid, ...asked, request });
      expect([made.isNew, again.isNew, again.job.id]).toEqual([true, false, made.job.id]);
      const other = bench.jobs.create({ uid, ...asked, request: { key: "key", hash: "another" } });
      await expect(other).rejects.toMatchObject({ code: "IdempotencyConflict" });
      const someone = await bench.jobs.create({ uid: await bench.account(), ...asked, request });
      expect(someone.isNew).toBe(true);
    });

    it("adds no item twice, also when both come at the same moment, and goes on where the first was cut", async () => {
      const { id } = await bench.job(uid, [], { open: true });
      const part = (index: number) => ({
        id: newId("item"),
        name: `${index}.jpg`,
        sha256: `hash ${index}`,
        requestPart: `key:${index}`,
      });
      const target = { uid, id, limits };
      await bench.jobs.add(target, [part(0), part(1)]);
      const [whole, again] = await Promise.all(
        [1, 2].map(() => bench.jobs.add(target, [part(0), part(1), part(2)])),
      );
      expect(whole?.items.map(({ name }) => name)).toEqual(["0.jpg", "1.jpg", "2.jpg"]);
      expect(again?.items).toEqual(whole?.items);
      expect([whole?.repeated.length, again?.repeated.length].sort()).toEqual([2, 3]);
      expect((await counts(id)).total).toBe(3);
      const other = bench.jobs.add(target, [{ ...part(0), sha256: "another" }]);
      await expect(other).rejects.toMatchObject({ code: "IdempotencyConflict" });
    });
  });

  describe("limits", () => {
    it("of items are told at once and nothing is added", async () => {
      const { id } = await bench.job(uid, ["a"], { open: true });
      const target = { uid, id, limits: { ...limits, items: 2 } };
      const two = [1, 2].map((index) => ({ id: newId("item"), name: `${index}` }));
      await expect(bench.jobs.add(target, two)).rejects.toMatchObject({ code: "TooManyItems" });
      expect((await counts(id)).total).toBe(1);
    });

    it("of bytes count the files of all jobs of the account, and give back what is deleted", async () => {
      const full = await bench.job(uid, ["a"]);
      const { id } = await bench.job(uid, [], { open: true });
      const room = () => bench.jobs.roomIn(uid, id, { ...limits, bytes: 4 });
      await expect(room()).rejects.toMatchObject({ code: "StorageFull" });
      await bench.jobs.delete(uid, full.id);
      await bench.jobs.sweep();
      expect(await room()).toBe(4);
    });

    it("a closed job takes no more items", async () => {
      const { id } = await bench.job(uid, ["a"]);
      const adding = bench.jobs.add({ uid, id, limits }, [{ id: newId("item"), name: "b" }]);
      await expect(adding).rejects.toMatchObject({ code: "WrongJobState" });
    });
  });

  describe("a worker that dies", () => {
    it("before it has a credit loses nothing: the item is done by another", async () => {
      const { id } = await bench.job(uid, ["a"]);
      await bench.loseLease(await next());
      await bench.finish(await next());
      expect([await counts(id), await bench.charged(uid)]).toMatchObject([{ completed: 1, running: 0 }, 1]);
    });

    it("with a credit put aside gives it back to the next one, at once", async () => {
      await bench.job(uid, ["a"]);
      const leased = await next();
      await bench.work.reserve(leased);
      await bench.loseLease(leased);
      await bench.finish(await next());
      expect(await bench.charged(uid)).toBe(1);
    });

    it("with the picture stored is paid once for it, and it is not made again", async () => {
      await bench.job(uid, ["a"]);
      const leased = await next();
      await bench.work.reserve(leased);
      await bench.work.store(leased, Buffer.from("result"), { format: "png", width: 1, height: 1 });
      await bench.loseLease(leased);
      const taken = await next();
      expect(taken.item.result).toMatchObject({ bytes: 6 });
      await bench.work.complete(taken);
      expect(await bench.charged(uid)).toBe(1);
    });

    it("after the credit was settled charges no second one", async () => {
      const { id } = await bench.job(uid, ["a"]);
      const leased = await next();
      await bench.work.reserve(leased);
      await bench.work.store(leased, Buffer.from("result"), { format: "png", width: 1, height: 1 });
      await bench.ledger.settle(leased.item.reservation!);
      await bench.loseLease(leased);
      await bench.work.complete(await next());
      expect([await counts(id), await bench.charged(uid)]).toMatchObject([{ completed: 1 }, 1]);
    });

    it("only seemingly, and goes on, changes nothing any more: the item is the other one's", async () => {
      const { id } = await bench.job(uid, ["a"]);
      const slow = await next();
      await bench.work.reserve(slow);
      await bench.loseLease(slow);
      const taken = await next();
      expect(await bench.work.extend(slow)).toBe(false);
      expect(await bench.work.store(slow, Buffer.from("late"), { format: "png", width: 9, height: 9 })).toBe(
        false,
      );
      await bench.finish(taken);
      await bench.work.complete(slow).catch(() => {});
      expect([await counts(id), await bench.charged(uid)]).toMatchObject([{ completed: 1, total: 1 }, 1]);
    });

    it("for longer than credits are put aside has its picture paid anew, once", async () => {
      await bench.job(uid, ["a"]);
      const leased = await next();
      await bench.work.reserve(leased);
      await bench.work.store(leased, Buffer.from("result"), { format: "png", width: 1, height: 1 });
      bench.clock.now = new Date(Date.now() + 120_000);
      await bench.ledger.maintain();
      expect(await bench.charged(uid)).toBe(0);
      await bench.work.complete(leased);
      bench.clock.now = new Date();
      expect(await bench.charged(uid)).toBe(1);
    });

    it("again and again over one picture leaves it failed, with a reason and without a charge", async () => {
      const { id } = await bench.job(uid, ["a"]);
      for (let attempt = 0; attempt < 5; attempt++) await bench.loseLease(await next());
      expect(await bench.work.next()).toBeUndefined();
      const { items } = await bench.jobs.items(uid, id, { limit: 1 });
      expect(items[0]).toMatchObject({
        state: "failed",
        error: { message: expect.stringContaining("5 times") },
      });
      expect([(await bench.jobs.find(uid, id)).state, await bench.charged(uid)]).toEqual(["completed", 0]);
    });
  });

  it("charge nothing for an item that fails, and do it when it is tried again", async () => {
    const { id } = await bench.job(uid, ["a"]);
    const leased = await next();
    await bench.work.reserve(leased);
    await bench.work.fail(leased, { code: "invalid_image", message: "No picture" });
    expect([(await bench.jobs.find(uid, id)).state, await bench.charged(uid)]).toEqual(["completed", 0]);
    expect(await bench.jobs.retry(uid, id)).toMatchObject({
      state: "running",
      counts: { waiting: 1, failed: 0 },
    });
    await bench.finish(await next());
    expect([await counts(id), await bench.charged(uid)]).toMatchObject([{ completed: 1, failed: 0 }, 1]);
    await expect(bench.jobs.retry(uid, id)).rejects.toMatchObject({ code: "WrongJobState" });
  });

  it("without credits fail their items with that reason", async () => {
    const poor = await bench.account("Per Usage");
    await bench.job(poor, ["a"]);
    await expect(bench.work.reserve(await next())).rejects.toMatchObject({ code: "InsufficientCredits" });
  });

  it("spend what the key may spend that they were made with, as it is limited when a picture is made", async () => {
    const keys = createKeys(bench.db);
    const { id: keyId } = await keys.create(uid, { monthlyLimit: 1 });
    await bench.job(uid, ["a", "b"], { keyId });
    await bench.finish(await next());
    const second = await next();
    await expect(bench.work.reserve(second)).rejects.toMatchObject({ code: "KeyLimitReached" });
    await keys.change(uid, keyId, { monthlyLimit: 2 });
    await bench.finish(second);
    expect(await keys.list(uid)).toMatchObject([{ usedThisMonth: 2 }]);
  });

  it("that are canceled do not begin what waits, finish what is in work, and can be taken up again", async () => {
    const { id } = await bench.job(uid, ["a", "b", "c"]);
    const leased = await next();
    const stored = await next();
    await bench.work.reserve(stored);
    await bench.work.store(stored, Buffer.from("result"), { format: "png", width: 1, height: 1 });
    expect(await bench.jobs.cancel(uid, id)).toMatchObject({ state: "canceled", counts: { canceled: 1 } });
    await bench.finish(leased);
    await bench.loseLease(stored);
    await bench.work.complete(await next());
    expect(await bench.work.next()).toBeUndefined();
    expect(await counts(id)).toMatchObject({ completed: 2, canceled: 1, waiting: 0, running: 0 });
    expect(await bench.charged(uid)).toBe(2);
    expect(await bench.jobs.retry(uid, id)).toMatchObject({ state: "running", counts: { waiting: 1 } });
  });

  describe("files", () => {
    it("are the results once the job is done, and nothing once it is deleted", async () => {
      const { id } = await bench.job(uid, ["a", "b"]);
      await bench.finish(await next());
      const { items } = await bench.jobs.items(uid, id, { limit: 2 });
      const [done, waiting] = items;
      const own = async () => (await bench.fileNames()).filter((key) => key.startsWith(id));
      expect(await own()).toEqual([resultKey(done!), inputKey(waiting!)].sort());
      expect((await bench.jobs.find(uid, id)).bytes).toBe(10);
      await bench.jobs.delete(uid, id);
      await expect(bench.jobs.find(uid, id)).rejects.toMatchObject({ code: "NotFound" });
      await bench.jobs.sweep();
      expect(await own()).toEqual([]);
    });

    it("of a job that has expired are deleted", async () => {
      const { id } = await bench.job(uid, ["a"]);
      await bench.db.update(jobTable).set({ expiresAt: sql`now()` }).where(eq(jobTable.id, id));
      await bench.jobs.sweep();
      expect((await bench.fileNames()).filter((key) => key.startsWith(id))).toEqual([]);
    });

    it("without an item are found and deleted, and no other", async () => {
      const { id } = await bench.job(uid, ["a", "b"]);
      await bench.finish(await next());
      const before = (await bench.fileNames()).filter((key) => key.startsWith(id));
      await bench.files.put(inputKey({ jobId: id, id: newId("item") }), Buffer.from("cut off"));
      await bench.files.put(resultKey({ jobId: newId("job"), id: newId("item") }), Buffer.from("late"));
      await bench.files.put("another/file", Buffer.from("not ours"));
      await bench.jobs.sweepOrphans(new Date(Date.now() + 60_000));
      const all = await bench.fileNames();
      expect(all.filter((key) => key.startsWith(id))).toEqual(before);
      expect(all).toContain("another/file");
      expect(all.filter((key) => key.startsWith("job_") && !key.startsWith(id)).length).toBe(
        all.length - before.length - 1,
      );
    });

    it("of a deleted job that is worked on are deleted after that, and its picture is not stored", async () => {
      const { id } = await bench.job(uid, ["a"]);
      const leased = await next();
      await bench.work.reserve(leased);
      await bench.jobs.delete(uid, id);
      await bench.jobs.sweep();
      expect(await bench.work.extend(leased)).toBe(false);
      expect(
        await bench.work.store(leased, Buffer.from("late"), { format: "png", width: 1, height: 1 }),
      ).toBe(false);
      await bench.work.fail(leased, { code: "canceled", message: "The job was deleted" });
      await bench.jobs.sweep();
      expect((await bench.fileNames()).filter((key) => key.startsWith(id))).toEqual([]);
      expect(await bench.charged(uid)).toBe(0);
    });
  });

  describe("messages", () => {
    const told = async (endpoint: { id: string }) => {
      const rows = await bench.db
        .select()
        .from(webhookDeliveries)
        .where(eq(webhookDeliveries.endpointId, endpoint.id))
        .orderBy(webhookDeliveries.createdAt);
      return rows.map(({ type }) => type).sort();
    };

    it("go to those who want to know, of one job or of all, once for each thing that happened", async () => {
      const all = await bench.webhooks.create(uid, { url: "https://example.com/all" });
      const few = await bench.webhooks.create(uid, {
        url: "https://example.com/few",
        events: ["job.completed"],
      });
      const { id } = await bench.job(uid, ["a", "b"], { open: true });
      const one = await bench.webhooks.create(uid, { url: "https://example.com/one", jobId: id });
      await bench.jobs.close(uid, id);
      await bench.finish(await next());
      await bench.work.fail(await next(), { code: "invalid_image", message: "No picture" });
      expect(await told(all)).toEqual(["item.completed", "item.failed", "job.completed"]);
      expect(await told(one)).toEqual(await told(all));
      expect(await told(few)).toEqual(["job.completed"]);
      await bench.job(uid, ["c"]);
      await bench.work.fail(await next(), { code: "invalid_image", message: "No picture" });
      expect(await told(few)).toEqual(["job.completed"]);
      expect((await told(all)).filter((type) => type === "job.failed")).toHaveLength(1);
      expect((await bench.webhooks.list(uid)).map((endpoint) => endpoint.id)).toEqual([all.id, few.id]);
    });
  });
});
