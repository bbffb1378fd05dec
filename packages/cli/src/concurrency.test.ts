import { describe, expect, it } from "vitest";
import { forEachAtOnce, forEachInOrder } from "./concurrency.ts";

/** Promises that a test settles by hand. */
function handDriven() {
  const started: { item: number; settle: PromiseWithResolversLike }[] = [];
  const work = (item: number) =>
    new Promise<number>((resolve, reject) => {
      started.push({ item, settle: { resolve: () => resolve(item), reject } });
    });
  return { started, work };
}
interface PromiseWithResolversLike {
  resolve: () => void;
  reject: (error: Error) => void;
}
const turn = () => new Promise((resolve) => setImmediate(resolve));
async function* count(to: number, end?: Error) {
  for (let i = 1; i <= to; i++) yield i;
  if (end) throw end;
}

describe("working on several items at once", () => {
  it("never has more than the limit in work, and takes the next as soon as one is done", async () => {
    const { started, work } = handDriven();
    const all = forEachAtOnce([1, 2, 3, 4], 2, async (item) => void (await work(item)));
    await turn();
    expect(started.map(({ item }) => item)).toEqual([1, 2]);
    started[1]!.settle.resolve();
    await turn();
    expect(started.map(({ item }) => item)).toEqual([1, 2, 3]);
    started[0]!.settle.resolve();
    await turn();
    for (const { settle } of started) settle.resolve();
    await all;
    expect(started).toHaveLength(4);
  });

  it("hands results on in the order of the items, however they come", async () => {
    const { started, work } = handDriven();
    const seen: number[] = [];
    const all = forEachInOrder(count(3), 3, work, async (item) => void seen.push(item));
    await turn();
    started[2]!.settle.resolve();
    started[1]!.settle.resolve();
    await turn();
    expect(seen).toEqual([]);
    started[0]!.settle.resolve();
    await all;
    expect(seen).toEqual([1, 2, 3]);
  });

  it("hands on what came before a failure and nothing after it", async () => {
    const { started, work } = handDriven();
    const seen: number[] = [];
    const all = forEachInOrder(count(5), 3, work, async (item) => void seen.push(item));
    const outcome = all.catch((error: Error) => error.message);
    await turn();
    started[1]!.settle.reject(new Error("second"));
    started[2]!.settle.resolve();
    await turn();
    started[0]!.settle.resolve();
    await turn();
    for (const { settle } of started) settle.resolve();
    expect(await outcome).toBe("second");
    expect(seen).toEqual([1]);
  });

  it("finishes what has begun when the source of the items fails", async () => {
    const seen: number[] = [];
    const source = count(2, new Error("torn"));
    const all = forEachInOrder(
      source,
      4,
      async (item) => item,
      async (item) => void seen.push(item),
    );
    await expect(all).rejects.toThrow("torn");
    expect(seen).toEqual([1, 2]);
  });
});
