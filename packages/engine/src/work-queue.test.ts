import { describe, expect, it } from "vitest";
import { EngineBusy } from "./errors.ts";
import { WorkQueue } from "./work-queue.ts";

const limits = { working: () => 2, workingPixels: 100, waiting: 2, secondsPerImage: () => 3 };
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
      (error) => error instanceof EngineBusy && error.retryAfterSeconds === 12,
    );
  });

  it("tells who has a place, waiting or not, and nobody who is refused", async () => {
    const queue = new WorkQueue(limits);
    const places: number[] = [];
    const enter = (number: number) =>
      queue.enter({ ...small, onPlace: async () => void places.push(number) });
    const leave = await enter(1);
    await enter(2);
    const third = enter(3);
    void enter(4);
    await expect(enter(5)).rejects.toBeInstanceOf(EngineBusy);
    await expect(enter(6)).rejects.toBeInstanceOf(EngineBusy);
    expect(places).toEqual([1, 2, 3, 4]);
    leave();
    await third;
  });

  it("gives the place back of whoever turns it down, waiting, at work or in between", async () => {
    const queue = new WorkQueue({ ...limits, working: () => 1 });
    let turnDown = () => {};
    const later = new Promise<void>((_resolve, reject) => {
      turnDown = () => reject(new Error("no credits"));
    });
    const first = queue.enter({ ...small, onPlace: () => later });
    const second = queue.enter({ ...small, onPlace: () => later });
    const third = queue.enter(small);
    expect([queue.working, queue.waiting]).toEqual([1, 2]);
    turnDown();
    await expect(first).rejects.toThrow("no credits");
    await expect(second).rejects.toThrow("no credits");
    (await third)();
    expect([queue.working, queue.waiting]).toEqual([0, 0]);
  });

  it("waits for what a place was told to before it says that the caller left", async () => {
    const queue = new WorkQueue({ ...limits, working: () => 1 });
    await queue.enter(small);
    const leaving = new AbortController();
    let done = () => {};
    const told = new Promise<void>((resolve) => {
      done = resolve;
    });
    let left = false;
    const waiting = queue.enter({ ...small, signal: leaving.signal, onPlace: () => told }).catch((error) => {
      left = true;
      throw error;
    });
    leaving.abort();
    await settle();
    expect([left, queue.waiting]).toEqual([false, 0]);
    done();
    await expect(waiting).rejects.toMatchObject({ code: "Aborted" });
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

  describe("the background", () => {
    const background = { ...small, isBackground: true };

    it("gives way to everybody who comes later, and leaves a place free for them", async () => {
      const queue = new WorkQueue(limits);
      const order: string[] = [];
      const enter = async (name: string, entrant: typeof small) => {
        const leave = await queue.enter(entrant);
        order.push(name);
        return leave;
      };
      const first = await enter("background 1", background);
      const second = enter("background 2", background);
      await settle();
      expect(order).toEqual(["background 1"]);
      const person = await enter("person 1", small);
      const later = enter("person 2", small);
      first();
      (await later)();
      person();
      (await second)();
      expect(order).toEqual(["background 1", "person 1", "person 2", "background 2"]);
      expect([queue.working, queue.waiting]).toEqual([0, 0]);
    });

    it("is never refused as too much, takes no place from those who wait, and can leave", async () => {
      const queue = new WorkQueue({ ...limits, waiting: 1 });
      await queue.enter(small);
      await queue.enter(small);
      const leaving = new AbortController();
      const left = queue.enter({ ...background, signal: leaving.signal });
      const others = Array.from({ length: 5 }, () => queue.enter(background));
      expect(queue.waiting).toBe(0);
      void queue.enter(small).catch(() => {});
      expect(queue.waiting).toBe(1);
      leaving.abort();
      await expect(left).rejects.toMatchObject({ code: "Aborted" });
      queue.close();
      for (const other of others) await expect(other).rejects.toMatchObject({ code: "Aborted" });
    });
  });
});
