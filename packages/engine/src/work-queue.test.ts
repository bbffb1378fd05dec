import { describe, expect, it } from "vitest";
import { EngineBusy } from "./errors.ts";
import { WorkQueue } from "./work-queue.ts";

const limits = { working: 2, workingPixels: 100, waiting: 2 };
const small = { pixels: 10 };

/** Lets everything run that is due. */
const settle = () => new Promise((resolve) => setImmediate(resolve));

describe("work queue", () => {
  it("admits up to its limit at once and the next one when a place is given back", async () => {
    const queue = new WorkQueue(limits);
    const leave = await queue.enter(small);
    await queue.enter(small);
    let admitted = false;
    const third = queue.enter(small).then(() => {
      admitted = true;
    });
    await settle();
    expect(admitted).toBe(false);
    leave();
    await third;
    expect([queue.working, queue.waiting]).toEqual([2, 0]);
  });

  it("refuses at once when the queue is full, and says when to come back", async () => {
    const queue = new WorkQueue(limits);
    await queue.enter(small);
    await queue.enter(small);
    void queue.enter(small);
    void queue.enter(small);
    await expect(queue.enter(small)).rejects.toSatisfy(
      (error) => error instanceof EngineBusy && error.retryAfterSeconds > 0,
    );
  });

  it("takes an aborted image out of the queue and keeps the order of the others", async () => {
    const queue = new WorkQueue(limits);
    const leave = await queue.enter(small);
    await queue.enter(small);
    const controller = new AbortController();
    const aborted = queue.enter({ ...small, signal: controller.signal });
    const next = queue.enter(small);
    controller.abort();
    await expect(aborted).rejects.toMatchObject({ code: "Aborted" });
    expect(queue.waiting).toBe(1);
    leave();
    await next;
  });

  it("lets an image over the pixel limit work, but only alone", async () => {
    const queue = new WorkQueue(limits);
    const leave = await queue.enter(small);
    const huge = queue.enter({ pixels: 500 });
    await settle();
    expect(queue.waiting).toBe(1);
    leave();
    const leaveHuge = await huge;
    const after = queue.enter(small);
    await settle();
    expect(queue.waiting).toBe(1);
    leaveHuge();
    await after;
  });

  it("ignores a place that is given back twice", async () => {
    const queue = new WorkQueue(limits);
    const leave = await queue.enter(small);
    leave();
    leave();
    expect(queue.working).toBe(0);
  });

  it("refuses whoever waits and whoever comes once it is closed", async () => {
    const queue = new WorkQueue(limits);
    const leave = await queue.enter(small);
    await queue.enter(small);
    const waiting = expect(queue.enter(small)).rejects.toMatchObject({ code: "Aborted" });
    queue.close();
    await waiting;
    await expect(queue.enter(small)).rejects.toMatchObject({ code: "Aborted" });
    leave();
    expect([queue.working, queue.waiting]).toEqual([1, 0]);
  });
});
