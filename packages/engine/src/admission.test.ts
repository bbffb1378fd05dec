import { describe, expect, it } from "vitest";
import { Admission } from "./admission.ts";
import { EngineBusy } from "./errors.ts";

const limits = { working: 2, workingPixels: 100, waiting: 2, waitingBytes: 1000 };
const small = { pixels: 10, bytes: 100 };

/** Lets everything run that is due. */
const settle = () => new Promise((resolve) => setImmediate(resolve));

describe("admission", () => {
  it("admits up to its limit at once and the next one when a place is given back", async () => {
    const admission = new Admission(limits);
    const leave = await admission.enter(small);
    await admission.enter(small);
    let admitted = false;
    const third = admission.enter(small).then(() => {
      admitted = true;
    });
    await settle();
    expect(admitted).toBe(false);
    leave();
    await third;
    expect([admission.working, admission.waiting]).toEqual([2, 0]);
  });

  it("refuses at once when the queue is full, and says when to come back", async () => {
    const admission = new Admission(limits);
    await admission.enter(small);
    await admission.enter(small);
    void admission.enter(small);
    void admission.enter(small);
    await expect(admission.enter(small)).rejects.toSatisfy(
      (error) => error instanceof EngineBusy && error.retryAfterSeconds > 0,
    );
  });

  it("refuses when too many encoded bytes wait", async () => {
    const admission = new Admission(limits);
    await admission.enter(small);
    await admission.enter(small);
    void admission.enter({ pixels: 10, bytes: 950 });
    await expect(admission.enter(small)).rejects.toBeInstanceOf(EngineBusy);
  });

  it("takes an aborted image out of the queue and keeps the order of the others", async () => {
    const admission = new Admission(limits);
    const leave = await admission.enter(small);
    await admission.enter(small);
    const controller = new AbortController();
    const aborted = admission.enter({ ...small, signal: controller.signal });
    const next = admission.enter(small);
    controller.abort();
    await expect(aborted).rejects.toMatchObject({ code: "Aborted" });
    expect(admission.waiting).toBe(1);
    leave();
    await next;
  });

  it("lets an image over the pixel limit work, but only alone", async () => {
    const admission = new Admission(limits);
    const leave = await admission.enter(small);
    const huge = admission.enter({ pixels: 500, bytes: 100 });
    await settle();
    expect(admission.waiting).toBe(1);
    leave();
    const leaveHuge = await huge;
    const after = admission.enter(small);
    await settle();
    expect(admission.waiting).toBe(1);
    leaveHuge();
    await after;
  });

  it("ignores a place that is given back twice", async () => {
    const admission = new Admission(limits);
    const leave = await admission.enter(small);
    leave();
    leave();
    expect(admission.working).toBe(0);
  });
});
