import { describe, expect, it } from "vitest";
import { createRepeats } from "./repeats.ts";

const never = new AbortController().signal;
const repeats = (options: { windowMs?: number; maxBytes?: number } = {}) =>
  createRepeats<string>({ windowMs: 60_000, maxBytes: 1000, bytesOf: (text) => text.length, ...options });

describe("the same request", () => {
  it("is worked on once, however many wait for it and whoever comes later", async () => {
    const shared = repeats();
    let runs = 0;
    const run = async () => `made ${++runs}`;
    const answers = await Promise.all([1, 2, 3].map(() => shared.once("a", never, run)));
    answers.push(await shared.once("a", never, run));
    expect(answers.map(({ value }) => value)).toEqual(["made 1", "made 1", "made 1", "made 1"]);
    expect(answers.map(({ isRepeat }) => isRepeat)).toEqual([false, true, true, true]);
  });

  it("is worked on anew after it failed", async () => {
    const shared = repeats();
    const failing = shared.once("a", never, async () => Promise.reject(new Error("no")));
    await expect(failing).rejects.toThrow("no");
    expect(await shared.once("a", never, async () => "made")).toEqual({ value: "made", isRepeat: false });
  });

  it("goes on when its first client loses patience and asks again at once", async () => {
    const shared = repeats();
    const impatient = new AbortController();
    let finish = (_value: string) => {};
    let ended: AbortSignal | undefined;
    const first = shared.once("a", impatient.signal, (signal) => {
      ended = signal;
      return new Promise((resolve) => {
        finish = resolve;
      });
    });
    impatient.abort();
    await expect(first).rejects.toMatchObject({ code: "Aborted" });
    const second = shared.once("a", never, async () => "made twice");
    finish("made once");
    expect(await second).toEqual({ value: "made once", isRepeat: true });
    expect(ended?.aborted).toBe(false);
  });

  it("is canceled when nobody comes back, and nothing is charged for a result that nobody waits for", async () => {
    const shared = repeats();
    const gone = new AbortController();
    let outcome = "";
    const left = shared.once("a", gone.signal, async (_signal, wanted) => {
      gone.abort();
      await wanted().catch((error) => {
        outcome = "canceled";
        throw error;
      });
      outcome = "charged";
      return "made";
    });
    await expect(left).rejects.toMatchObject({ code: "Aborted" });
    await expect.poll(() => outcome).toBe("canceled");
    expect(await shared.once("a", never, async () => "anew")).toMatchObject({ value: "anew" });
  });

  it("is forgotten for newer ones when the results become too many bytes", async () => {
    const shared = repeats({ maxBytes: 25 });
    for (const key of ["a", "b", "c"]) await shared.once(key, never, async () => "ten bytes!");
    expect(await shared.once("c", never, async () => "anew")).toMatchObject({ isRepeat: true });
    expect(await shared.once("a", never, async () => "anew")).toMatchObject({ isRepeat: false });
  });
});

it("requests without a key are never the same", async () => {
  const shared = repeats();
  const first = await shared.once(undefined, never, async () => "first");
  const second = await shared.once(undefined, never, async () => "second");
  expect([first.value, second.value]).toEqual(["first", "second"]);
});
