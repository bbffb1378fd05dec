import { mkdtemp, rm } from "node:fs/promises";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { brightnessModel } from "@alphacut/engine/testing";
import { describeWith, openTestRedis } from "@alphacut/platform/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { formOf, picture } from "./testing/pictures.ts";
import { listModel, startProcess } from "./testing/server-process.ts";

const worker = { ALPHACUT_ROLE: "worker" };

describe("a role", () => {
  it("does not start without the Redis where API nodes and workers meet", async () => {
    for (const role of ["api", "worker"]) {
      const started = startProcess({ ALPHACUT_ROLE: role });
      expect(await started.ended).toBe(2);
      expect(started.output()).toMatch(
        new RegExp(`^REDIS_URL: not set; with ALPHACUT_ROLE=${role} it names`),
      );
    }
  });

  it("of a worker does not start with secrets that are none of its business", async () => {
    const started = startProcess({
      ...worker,
      REDIS_URL: "redis://127.0.0.1:1",
      DATABASE_URL: "postgres://me:secret@db/x",
      ALPHACUT_ADMIN_TOKEN: "a-token-of-the-operator",
    });
    expect(await started.ended).toBe(2);
    expect(started.output().trim().split("\n")).toEqual(
      ["DATABASE_URL", "ALPHACUT_ADMIN_TOKEN"].map(
        (name) => `${name}: set, but a worker must not know it; take it out of its environment`,
      ),
    );
  });

  it("of a worker says what is wrong with its Redis", async () => {
    const started = startProcess({ ...worker, REDIS_URL: "redis://127.0.0.1:1" });
    expect(await started.ended).toBe(1);
    expect(started.output()).toContain("Redis at 127.0.0.1:1 refuses the connection");
  });
});

describeWith("Redis", "an API node and a worker", (serverUrl) => {
  let folder: string;
  let redis: Awaited<ReturnType<typeof openTestRedis>>;

  beforeAll(async () => {
    redis = await openTestRedis(serverUrl);
    folder = await mkdtemp(join(tmpdir(), "alphacut-roles-"));
    const model = await brightnessModel(folder);
    await listModel(folder, model.name, join(folder, "brightness.onnx"), model.input.side);
  });
  afterAll(async () => {
    await redis.close();
    await rm(folder, { recursive: true });
  });

  it("serve pictures together: one with accounts and no model, one with models and no accounts, and another node needs no run for the same photo", async () => {
    const shared = { REDIS_URL: redis.url, ALPHACUT_MODEL: "brightness", ALPHACUT_MODELS_DIR: folder };
    const token = "a-token-of-the-operator";
    const api = startProcess({
      ...shared,
      ALPHACUT_ROLE: "api",
      ALPHACUT_DATA_DIR: join(folder, "data"),
      ALPHACUT_ADMIN_TOKEN: token,
    });
    const apiUrl = await api.address();
    await expect.poll(() => api.output()).toContain("no worker yet");
    expect((await fetch(`${apiUrl}/readyz`)).status).toBe(503);
    const queue = async () => {
      const headers = { authorization: `Bearer ${token}` };
      const answer = await fetch(`${apiUrl}/api/admin/status`, { headers });
      return ((await answer.json()) as { queue?: unknown }).queue;
    };
    expect(await queue()).toEqual({ waiting: 0, workers: [] });
    const early = await fetch(`${apiUrl}/rmbg`, { method: "POST", body: formOf(await picture()) });
    expect([early.status, early.headers.get("retry-after")]).toEqual([503, "5"]);

    const models = startProcess({ ...shared, ...worker });
    const workerUrl = await models.address();
    await expect.poll(async () => (await fetch(`${workerUrl}/readyz`)).status).toBe(200);
    await expect.poll(async () => (await fetch(`${apiUrl}/readyz`)).status).toBe(200);
    const answer = await fetch(`${apiUrl}/rmbg`, { method: "POST", body: formOf(await picture()) });
    expect([answer.status, answer.headers.get("content-type")]).toEqual([200, "image/webp"]);
    const cutout = Buffer.from(await answer.arrayBuffer());

    expect((await fetch(`${workerUrl}/healthz`)).status).toBe(200);
    expect((await fetch(`${workerUrl}/rmbg`, { method: "POST" })).status).toBe(404);
    expect((await fetch(workerUrl)).status).toBe(404);
    const ofWorker = await (await fetch(`${workerUrl}/metrics`)).text();
    expect(ofWorker).toContain('alphacut_workers{model="brightness",device="cpu",precision="float32"} 1');
    expect(ofWorker).toMatch(/alphacut_looks_total\{source="model"\} [1-9]/);
    const ofApi = await (await fetch(`${apiUrl}/metrics`)).text();
    expect(ofApi).toContain('alphacut_workers{model="brightness",device="cpu",precision="float32"} 1');
    expect(ofApi).toMatch(/alphacut_look_wait_seconds_count [1-9]/);
    expect(ofApi).toContain("alphacut_looks_waiting 0");

    const other = startProcess({
      ...shared,
      ALPHACUT_ROLE: "api",
      ALPHACUT_DATA_DIR: join(folder, "other"),
    });
    const otherUrl = await other.address();
    await expect.poll(async () => (await fetch(`${otherUrl}/readyz`)).status).toBe(200);
    const again = await fetch(`${otherUrl}/rmbg`, { method: "POST", body: formOf(await picture()) });
    expect(again.status).toBe(200);
    expect(Buffer.from(await again.arrayBuffer())).toEqual(cutout);
    const ofOther = await (await fetch(`${otherUrl}/metrics`)).text();
    expect(ofOther).toMatch(/alphacut_looks_total\{source="redis"\} [1-9]/);
    expect(ofOther).toContain('alphacut_looks_total{source="model"} 0');
    other.process.kill("SIGTERM");
    expect(await other.ended).toBe(0);

    expect(await queue()).toEqual({
      waiting: 0,
      workers: [
        {
          id: expect.any(String),
          host: hostname(),
          version: expect.stringMatching(/^\d/),
          device: "cpu",
          precision: "float32",
          models: ["brightness"],
          lanes: 1,
          secondsPerLook: expect.any(Number),
          restarts: 0,
        },
      ],
    });

    models.process.kill("SIGTERM");
    expect(await models.ended).toBe(0);
    api.process.kill("SIGTERM");
    expect(await api.ended).toBe(0);
  });
});
