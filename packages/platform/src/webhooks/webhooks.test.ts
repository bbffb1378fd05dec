import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { type JobBench, openJobBench } from "../jobs/testing/job-bench.ts";
import { webhookDeliveries, webhookEndpoints } from "../storage/schema/index.ts";
import { describeOnEveryDatabase } from "../testing/database.ts";
import { isSecret } from "./signature.ts";

describeOnEveryDatabase("webhooks", (open) => {
  let bench: JobBench;
  let uid: string;
  beforeAll(async () => {
    bench = await openJobBench(await open());
  }, 60_000);
  afterAll(() => bench.close());
  beforeEach(async () => {
    await bench.db.delete(webhookEndpoints);
    uid = await bench.account();
  });
  const makeDue = (id: string) =>
    bench.db.update(webhookDeliveries).set({ nextAt: sql`now()` }).where(eq(webhookDeliveries.id, id));
  const log = async (id: string) => (await bench.webhooks.deliveries(uid, id, { limit: 50 })).deliveries;

  it("show their secret once, and take nothing else than one that Standard Webhooks allows", async () => {
    const made = await bench.webhooks.create(uid, { url: "https://example.com" });
    expect(isSecret(made.secret)).toBe(true);
    expect(JSON.stringify(await bench.webhooks.list(uid))).not.toContain(made.secret);
    expect(["whsec_", "whsec_c2hvcnQ=", "secret", `${made.secret}!`].map(isSecret)).toEqual(
      Array(4).fill(false),
    );
  });

  it("send a message until it has arrived, with the same id, and a dead sender's again", async () => {
    const { id } = await bench.webhooks.create(uid, { url: "https://example.com/hook" });
    const { id: delivery, eventId } = await bench.webhooks.sendTest(uid, id);
    const [first] = await bench.webhooks.takeDue(10);
    expect(first).toMatchObject({ id: delivery, url: "https://example.com/hook" });
    expect(first?.headers["webhook-id"]).toBe(eventId);
    expect(await bench.webhooks.takeDue(10)).toEqual([]);
    await makeDue(delivery);
    const [second] = await bench.webhooks.takeDue(10);
    expect(second?.headers["webhook-id"]).toBe(eventId);
    await bench.webhooks.noteOutcome(delivery, { state: "delivered", status: 204 });
    await makeDue(delivery);
    expect(await bench.webhooks.takeDue(10)).toEqual([]);
    expect(await log(id)).toMatchObject([{ state: "delivered", status: 204, attempts: 2 }]);
  });

  it("are tried for about a day, later and later, and are dead then, until somebody sends them again", async () => {
    const { id } = await bench.webhooks.create(uid, { url: "https://example.com/hook" });
    const { id: delivery } = await bench.webhooks.sendTest(uid, id);
    let waited = 0;
    for (let attempt = 1; ; attempt++) {
      expect(await bench.webhooks.takeDue(10)).toHaveLength(1);
      await bench.webhooks.noteOutcome(delivery, { state: "failed", status: 503 });
      const [entry] = await log(id);
      if (entry?.state === "dead") {
        expect(attempt).toBe(11);
        break;
      }
      const wait = (entry!.nextAt!.getTime() - Date.now()) / 1000;
      waited += wait;
      expect(wait).toBeGreaterThan(0);
      await makeDue(delivery);
    }
    expect(waited / 3600).toBeGreaterThan(23);
    expect(waited / 3600).toBeLessThan(30);
    const dead = await bench.webhooks.deliveries(uid, id, { limit: 10, state: "dead" });
    expect(dead.deliveries).toMatchObject([{ id: delivery, status: 503 }]);
    await bench.webhooks.resend(uid, id, delivery);
    expect(await bench.webhooks.takeDue(10)).toMatchObject([{ id: delivery }]);
  });

  it("sign with the old secret, too, for a day after it was changed", async () => {
    const { id, secret } = await bench.webhooks.create(uid, { url: "https://example.com/hook" });
    const rotated = await bench.webhooks.rotateSecret(uid, id);
    expect(rotated.secret).not.toBe(secret);
    await bench.webhooks.sendTest(uid, id);
    const [both] = await bench.webhooks.takeDue(10);
    expect(both?.headers["webhook-signature"]?.split(" ")).toHaveLength(2);
    await bench.db.update(webhookEndpoints).set({ previousUntil: sql`now()` });
    await bench.webhooks.sendTest(uid, id);
    const [one] = await bench.webhooks.takeDue(10);
    expect(one?.headers["webhook-signature"]?.split(" ")).toHaveLength(1);
  });

  it("are turned off by a receiver that says it is gone, and keep what waits until they are turned on", async () => {
    const { id } = await bench.webhooks.create(uid, { url: "https://example.com/hook" });
    const { id: delivery } = await bench.webhooks.sendTest(uid, id);
    await bench.webhooks.takeDue(10);
    await bench.webhooks.noteOutcome(delivery, { state: "gone", status: 410 });
    expect(await bench.webhooks.list(uid)).toMatchObject([{ enabled: false }]);
    await bench.webhooks.sendTest(uid, id);
    expect(await bench.webhooks.takeDue(10)).toEqual([]);
    await bench.webhooks.change(uid, id, { enabled: true });
    expect(await bench.webhooks.takeDue(10)).toHaveLength(1);
  });

  it("that are slow hold up no others: each has a few messages on the way at a time", async () => {
    const slow = await bench.webhooks.create(uid, { url: "https://slow.example.com" });
    for (let message = 0; message < 9; message++) await bench.webhooks.sendTest(uid, slow.id);
    const quick = await bench.webhooks.create(uid, { url: "https://quick.example.com" });
    await bench.webhooks.sendTest(uid, quick.id);
    const due = await bench.webhooks.takeDue(10);
    expect(due.map(({ url }) => url)).toContain("https://quick.example.com");
    expect(due).toHaveLength(5);
  });

  it("are nobody else's", async () => {
    const { id } = await bench.webhooks.create(uid, { url: "https://example.com/hook" });
    const other = await bench.account();
    for (const attempt of [
      () => bench.webhooks.change(other, id, { enabled: false }),
      () => bench.webhooks.rotateSecret(other, id),
      () => bench.webhooks.deliveries(other, id, { limit: 1 }),
      () => bench.webhooks.sendTest(other, id),
      () => bench.webhooks.delete(other, id),
    ]) {
      await expect(attempt()).rejects.toMatchObject({ code: "NotFound" });
    }
    await bench.webhooks.delete(uid, id);
    expect(await bench.webhooks.list(uid)).toEqual([]);
  });
});
