import { describe, expect, it } from "vitest";
import { EngineError } from "../errors.ts";
import type { Mask } from "../image/raster.ts";
import { idleStatus } from "../testing/idle-segmenter.ts";
import { CachedSegmenter } from "./cached-segmenter.ts";
import type { ModelInput, Segmenter, SegmenterStatus } from "./segmenter.ts";

/** Records the runs and ends them when told. */
class HandDriven implements Segmenter {
  readonly runs: { resolve: () => void; reject: (error: Error) => void; aborted: () => boolean }[] = [];

  segment(
    { width, height, data }: ModelInput,
    { signal }: { model: string; signal?: AbortSignal },
  ): Promise<Mask> {
    return new Promise((resolve, reject) => {
      const mask = { width, height, data: new Uint8Array(width * height).fill(data[0]!) };
      this.runs.push({ resolve: () => resolve(mask), reject, aborted: () => signal?.aborted ?? false });
    });
  }
  async ready(): Promise<void> {}
  status(): SegmenterStatus {
    return idleStatus;
  }
  async close(): Promise<void> {}
}

const picture = (value: number): ModelInput => ({
  width: 8,
  height: 8,
  data: new Uint8Array(192).fill(value),
  fingerprint: `8x8 of ${value}`,
});
const model = "m";

describe("mask cache", () => {
  it("runs the model once for the same picture and again for another model", async () => {
    const runner = new HandDriven();
    const cache = new CachedSegmenter(runner, 1000);
    const first = cache.segment(picture(1), { model });
    runner.runs[0]!.resolve();
    expect((await first).data[0]).toBe(1);
    expect(await cache.segment(picture(1), { model })).toEqual(await first);
    void cache.segment(picture(1), { model: "other" });
    expect(runner.runs).toHaveLength(2);
  });

  it("lets everyone who asks meanwhile wait for the one run", async () => {
    const runner = new HandDriven();
    const cache = new CachedSegmenter(runner, 1000);
    const asked = [1, 2, 3].map(() => cache.segment(picture(1), { model }));
    expect(runner.runs).toHaveLength(1);
    runner.runs[0]!.resolve();
    expect(new Set(await Promise.all(asked)).size).toBe(1);
  });

  it("keeps the run while one waiter is left and cancels it with the last", async () => {
    const runner = new HandDriven();
    const cache = new CachedSegmenter(runner, 1000);
    const [one, two] = [new AbortController(), new AbortController()];
    const asked = [one, two].map(({ signal }) => cache.segment(picture(1), { model, signal }));
    one.abort();
    await expect(asked[0]).rejects.toMatchObject({ code: "Aborted" });
    expect(runner.runs[0]!.aborted()).toBe(false);
    two.abort();
    await expect(asked[1]).rejects.toMatchObject({ code: "Aborted" });
    expect(runner.runs[0]!.aborted()).toBe(true);
    void cache.segment(picture(1), { model });
    expect(runner.runs).toHaveLength(2);
  });

  it("does not remember a failure", async () => {
    const runner = new HandDriven();
    const cache = new CachedSegmenter(runner, 1000);
    const failed = cache.segment(picture(1), { model });
    runner.runs[0]!.reject(new EngineError("ModelUnavailable", "gone"));
    await expect(failed).rejects.toMatchObject({ code: "ModelUnavailable" });
    void cache.segment(picture(1), { model });
    expect(runner.runs).toHaveLength(2);
  });

  it("forgets the mask that was not used for longest when its bytes are full", async () => {
    const runner = new HandDriven();
    const cache = new CachedSegmenter(runner, 2 * 64);
    const ask = async (value: number) => {
      const before = runner.runs.length;
      const asked = cache.segment(picture(value), { model });
      runner.runs[before]?.resolve();
      await asked;
      return runner.runs.length > before ? "run" : "known";
    };
    expect(await ask(1)).toBe("run");
    expect(await ask(2)).toBe("run");
    expect(await ask(1)).toBe("known");
    expect(await ask(3)).toBe("run");
    expect(await ask(1)).toBe("known");
    expect(await ask(2)).toBe("run");
  });
});
