import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { LocalSegmenter, type ModelSpec, ModelStore, modelTag } from "@alphacut/engine";
import { brightnessModel, slowModel } from "@alphacut/engine/testing";
import { describeSegmenterContract, lookAt } from "@alphacut/engine/testing/segmenter-contract";
import { describeWith, openTestRedis } from "@alphacut/platform/testing";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { type LookWorker, startLookWorker } from "./look-worker.ts";
import { QueuedSegmenter } from "./queued-segmenter.ts";

describeWith("Redis", "looks by way of a queue", (serverUrl) => {
  let directory: string;
  let models: ModelSpec[];
  let redis: Awaited<ReturnType<typeof openTestRedis>>;
  const times = { lockMs: 1500, beatMs: 200, patienceMs: 1000 };
  const log = { warn() {} };
  const model = "brightness";

  beforeAll(async () => {
    redis = await openTestRedis(serverUrl);
    directory = await mkdtemp(join(tmpdir(), "alphacut-queue-"));
    const garbage = join(directory, "garbage.onnx");
    await writeFile(garbage, "this is no model");
    const brightness = await brightnessModel(directory);
    models = [
      brightness,
      await slowModel(directory),
      { ...brightness, name: "garbage", source: { kind: "file", path: garbage } },
    ];
  });
  afterAll(async () => {
    await redis.close();
    await rm(directory, { recursive: true });
  });

  async function startWorker(specs = models) {
    const store = new ModelStore(directory, { custom: specs });
    const segmenter = new LocalSegmenter({ store, model, threads: 1, timeoutMs: 30_000, attempts: 1 });
    await segmenter.ready();
    const worker = startLookWorker({
      url: redis.url,
      redis: redis.redis,
      segmenter,
      models: new Map(specs.map((spec) => [modelTag(spec), spec.name])),
      version: "1",
      log,
      times,
    });
    return {
      ...worker,
      async end() {
        await worker.stop(5000);
        await segmenter.close();
      },
    };
  }

  async function startNode(specs = models): Promise<QueuedSegmenter> {
    const store = new ModelStore(directory, { custom: specs });
    return QueuedSegmenter.open({ url: redis.url, redis: redis.redis, models: store, model, times });
  }

  const untilReady = (node: QueuedSegmenter) => vi.waitFor(() => node.ready(), { timeout: 30_000 });

  describeSegmenterContract("by way of a queue", async () => {
    const worker = await startWorker();
    const segmenter = await startNode();
    await untilReady(segmenter);
    return { segmenter, stop: worker.end };
  });

  describe("workers and nodes", () => {
    it("says at once that nobody is there, and again once the last worker has left", async () => {
      const node = await startNode();
      const refused = { code: "EngineBusy", retryAfterSeconds: expect.any(Number) };
      await expect(node.ready()).rejects.toMatchObject({ code: "ModelUnavailable" });
      await expect(node.segment(lookAt(1), { model })).rejects.toMatchObject(refused);
      const worker = await startWorker();
      await untilReady(node);
      expect((await node.segment(lookAt(5), { model })).data[0]).toBe(5);
      await worker.end();
      await expect(node.ready()).rejects.toMatchObject({ code: "ModelUnavailable" });
      await expect(node.segment(lookAt(1), { model })).rejects.toMatchObject(refused);
      await node.close();
    });

    it("leaves looks alone whose model is not the worker's own", async () => {
      const worker = await startWorker(models.filter(({ name }) => name === model));
      const others = models.map((spec) => ({ ...spec, mean: [1, 1, 1] as const }));
      const [node, stranger] = [await startNode(), await startNode(others)];
      await untilReady(node);
      await expect(node.segment(lookAt(1), { model: "slow" })).rejects.toMatchObject({ code: "EngineBusy" });
      await expect(stranger.segment(lookAt(1), { model })).rejects.toMatchObject({ code: "EngineBusy" });
      expect((await node.segment(lookAt(5), { model })).data[0]).toBe(5);
      await Promise.all([node.close(), stranger.close()]);
      await worker.end();
    });

    it("answers two nodes out of one queue, and adds up what its workers can take", async () => {
      const workers = [await startWorker(), await startWorker()];
      const nodes = [await startNode(), await startNode()];
      await Promise.all(nodes.map(untilReady));
      await expect.poll(() => nodes[0]!.status().lanes).toBe(2);
      const looks = [1, 2, 3, 4, 5, 6].map((value) => nodes[value % 2]!.segment(lookAt(value), { model }));
      expect((await Promise.all(looks)).map(({ data }) => data[0])).toEqual([1, 2, 3, 4, 5, 6]);
      await Promise.all(nodes.map((node) => node.close()));
      await Promise.all(workers.map(({ end }) => end()));
    });

    it("drops what a node leaves behind that is gone", async () => {
      const node = await startNode();
      const worker = await startWorker();
      await untilReady(node);
      const busy = node.segment(lookAt(1, 512), { model: "slow" });
      const left = node.segment(lookAt(2, 512), { model: "slow" });
      const outcomes = Promise.allSettled([busy, left]);
      await expect.poll(() => redis.redis.keys("*:looks:slow*:active")).toHaveLength(1);
      await expect.poll(() => redis.redis.keys("*:looks:slow*:prioritized")).toHaveLength(1);
      await node.close();
      for (const outcome of await outcomes)
        expect(outcome).toMatchObject({ status: "rejected", reason: { code: "Aborted" } });
      expect(await redis.redis.keys("*:input:*")).toEqual([]);
      expect(await redis.redis.keys("*:looks:slow*:prioritized")).toEqual([]);
      await worker.end();
    });

    it("leaves nothing in Redis once all looks are answered and all are gone", async () => {
      const worker: LookWorker & { end(): Promise<void> } = await startWorker();
      const node = await startNode();
      await untilReady(node);
      await Promise.all([1, 2, 3].map((value) => node.segment(lookAt(value), { model })));
      await node.close();
      await worker.end();
      const left = await redis.redis.keys("alphacut:*");
      expect(
        left.filter((key) => !/:(meta|events|id|marker|stalled-check|pc)$/.test(key) && !/:inbox:/.test(key)),
      ).toEqual([]);
    });
  });
});
