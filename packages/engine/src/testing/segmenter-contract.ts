import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { LookPriority, ModelInput, Segmenter } from "../segment/segmenter.ts";

/** A segmenter that knows the models `brightness` (its default), `slow` and `garbage`, a file that is no model. */
export interface StartedSegmenter {
  segmenter: Segmenter;
  /** Ends everything that was started for it. */
  stop(): Promise<void>;
}

/** A square picture of one gray. Different values have different fingerprints. */
export function lookAt(value: number, side = 64): ModelInput {
  const data = new Uint8Array(3 * side ** 2).fill(value);
  return { width: side, height: side, data, fingerprint: `${side} ${value}` };
}

/**
 * What the engine relies on, wherever the models run.
 * @param start one that runs one look at a time
 */
export function describeSegmenterContract(name: string, start: () => Promise<StartedSegmenter>): void {
  const model = "brightness";

  describe(`the contract of a segmenter: ${name}`, () => {
    let segmenter: Segmenter;
    let stop = async () => {};

    beforeAll(async () => {
      ({ segmenter, stop } = await start());
      await segmenter.ready();
    });
    afterAll(async () => {
      await segmenter.close();
      await stop();
    });

    it("answers a mask of the input's size", async () => {
      const mask = await segmenter.segment({ ...lookAt(51), width: 32, height: 128 }, { model });
      expect({ ...mask, data: [...new Set(mask.data)] }).toEqual({ width: 32, height: 128, data: [51] });
    });

    it("answers every caller its own mask when many ask at once", async () => {
      const values = [10, 60, 110, 160, 210];
      const masks = await Promise.all(values.map((value) => segmenter.segment(lookAt(value), { model })));
      expect(masks.map(({ data }) => data[0])).toEqual(values);
    });

    it("lets pictures that have begun go before new ones and those before the background, each in its order", async () => {
      // Nothing else runs meanwhile.
      const busy = segmenter.segment(lookAt(1, 512), { model: "slow" });
      await expect.poll(() => segmenter.status().waiting).toBe(0);
      const order: string[] = [];
      const ask = (title: string, priority: LookPriority) =>
        segmenter.segment(lookAt(1), { model: "slow", priority }).then(() => order.push(title));
      await Promise.all([
        busy,
        ask("background", "background"),
        ask("new", "new"),
        ask("begun", "begun"),
        ask("new too", "new"),
        ask("begun too", "begun"),
      ]);
      expect(order).toEqual(["begun", "begun too", "new", "new too", "background"]);
    });

    it("takes a canceled look out of the queue and goes on", async () => {
      const first = segmenter.segment(lookAt(9, 512), { model: "slow" });
      const controller = new AbortController();
      const second = segmenter.segment(lookAt(9), { model: "slow", signal: controller.signal });
      controller.abort();
      await expect(second).rejects.toMatchObject({ code: "Aborted" });
      expect((await first).data[512 * 256 + 256]).toBe(9);
      expect((await segmenter.segment(lookAt(7), { model })).data[0]).toBe(7);
    });

    it("refuses a look that was canceled before it came", async () => {
      const look = segmenter.segment(lookAt(9), { model, signal: AbortSignal.abort() });
      await expect(look).rejects.toMatchObject({ code: "Aborted" });
    });

    it("lets a look fail alone whose model fails on it", async () => {
      const bad = segmenter.segment(lookAt(1), { model: "garbage" });
      const good = segmenter.segment(lookAt(7), { model });
      await expect(bad).rejects.toMatchObject({ code: "ModelUnavailable" });
      expect((await good).data[0]).toBe(7);
    });

    it("reports a model that no one has ever heard of", async () => {
      const look = segmenter.segment(lookAt(1), { model: "unheard-of" });
      await expect(look).rejects.toMatchObject({ code: "ModelUnavailable" });
    });

    it("tells its lanes, what its model computes in, and how many looks the model has answered", async () => {
      const before = segmenter.status().answered.model;
      await segmenter.segment(lookAt(3), { model });
      const { lanes, runs, answered } = segmenter.status();
      expect(lanes).toBe(1);
      expect(runs[0]?.precision).toMatchObject({ precision: "float32" });
      expect(answered.model - before).toBe(1);
    });

    it("rejects what waits and runs when it is closed, and what comes afterwards", async () => {
      const outcomes = Promise.allSettled(
        [0, 1].map(() => segmenter.segment(lookAt(9, 512), { model: "slow" })),
      );
      await new Promise((resolve) => setImmediate(resolve));
      await segmenter.close();
      for (const outcome of await outcomes)
        expect(outcome).toMatchObject({ status: "rejected", reason: { code: "Aborted" } });
      await expect(segmenter.segment(lookAt(1), { model })).rejects.toMatchObject({ code: "Aborted" });
    });
  });
}
