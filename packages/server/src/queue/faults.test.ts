import { type ChildProcess, fork, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { type Mask, ModelStore, modelTag } from "@alphacut/engine";
import { brightnessModel, freePort, slowModel } from "@alphacut/engine/testing";
import { lookAt } from "@alphacut/engine/testing/segmenter-contract";
import { openRedis, type RedisStorage } from "@alphacut/platform";
import { describeWith } from "@alphacut/platform/testing";
import { Queue } from "bullmq";
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from "vitest";
import { inputKey, QUEUE_PREFIX } from "./protocol.ts";
import { QueuedSegmenter } from "./queued-segmenter.ts";
import { openSilentWire } from "./testing/silent-wire.ts";
import type { WorkerProcessOptions } from "./testing/worker-process.ts";

/** A busy machine takes seconds to start a worker; nobody gives up meanwhile, unless a test is about that. */
const times = { lockMs: 1500, beatMs: 200, patienceMs: 60_000 };
const model = "brightness";

// The variable says that Redis is installed; this one is of our own, as it is killed.
describeWith("Redis", "a queue in which something dies", () => {
  let modelsDir: string;
  let port: number;
  let server: ChildProcess;
  let storage: RedisStorage;
  let node: QueuedSegmenter;
  let children: ChildProcess[] = [];

  beforeAll(async () => {
    modelsDir = await mkdtemp(join(tmpdir(), "alphacut-faults-"));
    const specs = [await brightnessModel(modelsDir), await slowModel(modelsDir)];
    const entries = specs.map(({ name, input }) => ({
      name,
      file: `${name}.onnx`,
      side: input.side,
      multipleOf: 32,
      mean: [0, 0, 0],
      std: [1, 1, 1],
      stretch: false,
    }));
    await writeFile(join(modelsDir, "models.json"), JSON.stringify(entries));
    port = await freePort();
    server = await startRedis(port);
  });
  afterAll(async () => {
    server.kill("SIGKILL");
    await rm(modelsDir, { recursive: true });
  });
  beforeEach(async () => {
    storage = await openRedis(url());
    await storage.redis.flushall();
    node = await openNode();
  });
  afterEach(async () => {
    await node.close();
    await storage.close();
    for (const child of children) child.kill("SIGKILL");
    children = [];
  });

  const url = () => `redis://127.0.0.1:${port}`;
  const openNode = (patienceMs = times.patienceMs) =>
    QueuedSegmenter.open({
      url: url(),
      redis: storage.redis,
      models: new ModelStore(modelsDir),
      model,
      times: { ...times, patienceMs },
    });

  async function startWorker(options: Partial<WorkerProcessOptions> = {}): Promise<ChildProcess> {
    const all = { url: url(), modelsDir, models: [model, "slow"], times, timeoutMs: 30_000, ...options };
    const child = fork(new URL("./testing/worker-process.ts", import.meta.url), [JSON.stringify(all)], {
      execArgv: ["--conditions=@alphacut/source", "--import", import.meta.resolve("tsx")],
    });
    children.push(child);
    await once(child, "message");
    return child;
  }

  const untilLanes = (lanes: number) =>
    vi.waitFor(() => expect(node.status().lanes).toBe(lanes), { timeout: 20_000 });
  const ask = (value: number, side = 512) => node.segment(lookAt(value, side), { model: "slow" });
  const middle = (mask: Mask) => mask.data[mask.data.length / 2 + mask.width / 2];
  const untilTaken = (count: number) =>
    vi.waitFor(
      async () => {
        const [active] = await storage.redis.keys("*:slow*:active");
        expect(active && (await storage.redis.llen(active))).toBe(count);
      },
      { timeout: 20_000 },
    );

  it("loses no picture with a worker that is killed or frozen in the middle of a run", async () => {
    const [killed, frozen] = await Promise.all([startWorker(), startWorker()]);
    await untilLanes(2);
    const looks = [11, 12, 13, 14].map((value) => ask(value));
    await untilTaken(2);
    killed.kill("SIGKILL");
    frozen.kill("SIGSTOP");
    await startWorker();
    expect((await Promise.all(looks)).map(middle)).toEqual([11, 12, 13, 14]);
    // What it thinks it still has to answer was answered by another one.
    frozen.kill("SIGCONT");
    await untilLanes(2);
    expect((await Promise.all([21, 22].map((value) => ask(value, 64)))).map(middle)).toEqual([21, 22]);
  });

  it("loses no picture while its workers are replaced under load", async () => {
    let worker = await startWorker();
    await untilLanes(1);
    let isOver = false;
    const answered: boolean[] = [];
    const load = [1, 2, 3].map(async (value) => {
      while (!isOver) answered.push(middle(await ask(value, 128)) === value);
    });
    for (let round = 0; round < 2; round++) {
      const next = await startWorker();
      await untilLanes(2);
      worker.kill("SIGTERM");
      expect((await once(worker, "exit"))[0]).toBe(0);
      worker = next;
    }
    isOver = true;
    await Promise.all(load);
    expect(answered.length).toBeGreaterThan(3);
    expect(answered).not.toContain(false);
  });

  it("lets an input fail alone that two workers have lost their model's process on", async () => {
    await Promise.all([0, 1].map(() => startWorker({ timeoutMs: 4000 })));
    await untilLanes(2);
    const poisoned = ask(1, 4096);
    const outcome = expect(poisoned).rejects.toMatchObject({ code: "ModelUnavailable" });
    const good = [31, 32, 33].map((value) => node.segment(lookAt(value), { model }));
    expect((await Promise.all(good)).map(middle)).toEqual([31, 32, 33]);
    await outcome;
    await vi.waitFor(() => expect(node.status().restarts).toBe(2), { timeout: 5000 });
    expect(middle(await node.segment(lookAt(34), { model }))).toBe(34);
  });

  it("leaves no look hanging when Redis is killed, and goes on with the one that comes after it", async () => {
    await startWorker();
    await untilLanes(1);
    const looks = Promise.allSettled([1, 2, 3].map((value) => ask(value, 1024)));
    await untilTaken(1);
    server.kill("SIGKILL");
    await once(server, "exit");
    await expect(ask(4)).rejects.toMatchObject({ code: "EngineBusy" });
    server = await startRedis(port);
    for (const look of await looks)
      if (look.status === "rejected") expect(look.reason).toMatchObject({ code: "EngineBusy" });
    await untilLanes(1);
    expect(middle(await ask(5, 64))).toBe(5);
  });

  it("gives up looks while Redis is silent for longer than they can wait, and goes on afterwards", async () => {
    await node.close();
    node = await openNode(2000);
    await startWorker();
    await untilLanes(1);
    const look = ask(1, 1024);
    const outcome = expect(look).rejects.toMatchObject({ code: "EngineBusy", retryAfterSeconds: 5 });
    await untilTaken(1);
    server.kill("SIGSTOP");
    await outcome;
    server.kill("SIGCONT");
    await untilLanes(1);
    expect(middle(await ask(5, 64))).toBe(5);
  });

  it("hands a look over when nothing comes through between its worker and Redis any more", async () => {
    const wire = await openSilentWire(url());
    await startWorker({ url: wire.url });
    await untilLanes(1);
    const look = ask(41, 1024);
    await untilTaken(1);
    wire.silence();
    await startWorker();
    expect(middle(await look)).toBe(41);
    wire.mend();
    await untilLanes(2);
    await wire.close();
  });

  it("does not run what a node leaves behind that is killed", async () => {
    const worker = await startWorker();
    await untilLanes(1);
    const busy = ask(1, 1024);
    await untilTaken(1);
    // The same as a node would have done that is gone by now: nobody says any more that somebody waits for these pixels.
    const queue = new Queue(modelTag(new ModelStore(modelsDir).spec("slow")), {
      connection: storage.redis,
      prefix: QUEUE_PREFIX,
    });
    await storage.redis.set(inputKey("left"), Buffer.alloc(3 * 2048 ** 2), "PX", 100);
    await queue.add("look", { width: 2048, height: 2048, inbox: "nobody" }, { jobId: "left" });
    expect(middle(await busy)).toBe(1);
    await vi.waitFor(async () => expect(await queue.getJobCountByTypes("wait", "active")).toBe(0), {
      timeout: 20_000,
    });
    expect(await storage.redis.exists("nobody")).toBe(0);
    expect(worker.exitCode).toBeNull();
    await queue.close();
  });
});

async function startRedis(port: number): Promise<ChildProcess> {
  const args = ["--port", `${port}`, "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"];
  const child = spawn("redis-server", args, { stdio: "ignore", cwd: tmpdir() });
  for (let tries = 0; ; tries++) {
    const open = await openRedis(`redis://127.0.0.1:${port}`).catch((error: unknown) => {
      if (tries > 50) throw error;
    });
    await open?.close();
    if (open) return child;
    await pause(100);
  }
}
