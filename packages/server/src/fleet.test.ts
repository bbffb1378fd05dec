import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { brightnessModel } from "@alphacut/engine/testing";
import { createPlatform } from "@alphacut/platform";
import { describeWith, openTestRedis, openTestServerDatabase } from "@alphacut/platform/testing";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { formOf, picture } from "./testing/pictures.ts";
import { listModel, type ServerProcess, startProcess } from "./testing/server-process.ts";

const adminToken = "a-token-of-the-operator";
const reservationMs = 5 * 60_000;
/** Credits of the plan Mega. */
const INCLUDED = 10_000;

describeWith("PostgreSQL", "a fleet of processes", (databaseServer) => {
  describeWith("Redis", "with workers", (redisServer) => {
    let folder: string;
    let database: Awaited<ReturnType<typeof openTestServerDatabase>>;
    let redis: Awaited<ReturnType<typeof openTestRedis>>;
    let started = 0;

    beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), "alphacut-fleet-"));
      database = await openTestServerDatabase(databaseServer);
      redis = await openTestRedis(redisServer);
      const model = await brightnessModel(folder);
      await listModel(folder, model.name, join(folder, "brightness.onnx"), model.input.side);
    });
    afterAll(async () => {
      await redis.close();
      await database.close();
      await rm(folder, { recursive: true });
    });

    const models = { ALPHACUT_MODEL: "brightness" };
    const startWorker = () =>
      startProcess({
        ...models,
        ALPHACUT_MODELS_DIR: folder,
        REDIS_URL: redis.url,
        ALPHACUT_ROLE: "worker",
      });
    const startNode = () =>
      startProcess({
        ...models,
        ALPHACUT_MODELS_DIR: folder,
        REDIS_URL: redis.url,
        DATABASE_URL: database.url,
        ALPHACUT_ROLE: "api",
        ALPHACUT_ADMIN_TOKEN: adminToken,
        ALPHACUT_AUTH_SECRET: "the same on all nodes of this fleet",
        ALPHACUT_STORAGE: "off",
        ALPHACUT_DATA_DIR: join(folder, `node-${started++}`),
      });
    const isReady = async (process: ServerProcess) => {
      const url = await process.address();
      await vi.waitFor(async () => expect((await fetch(`${url}/readyz`)).status).toBe(200), {
        timeout: 40_000,
      });
      return url;
    };

    async function admin(url: string, path: string, body: object): Promise<Record<string, string>> {
      const headers = { authorization: `Bearer ${adminToken}`, "content-type": "application/json" };
      const answer = await fetch(`${url}/api/admin${path}`, {
        method: "POST",
        headers,
        body: JSON.stringify(body),
      });
      expect(answer.status).toBe(201);
      return answer.json() as Promise<Record<string, string>>;
    }
    async function newKey(url: string, email: string): Promise<string> {
      const { uid } = await admin(url, "/users", {
        email,
        emailVerified: true,
        plan: "Mega",
        prepaidCredits: 0,
      });
      return (await admin(url, `/users/${uid}/keys`, {})).key!;
    }
    it("answers nothing worse than 503 and loses no credit while every process is replaced and one is killed", async () => {
      const nodes = [startNode(), startNode()];
      const workers = [startWorker(), startWorker()];
      let urls = await Promise.all(nodes.map(isReady));
      await Promise.all(workers.map(isReady));
      const key = await newKey(urls[0]!, "a@example.com");
      let pictures = 0;
      /** No two are alike, or the second would be answered out of a memory. */
      const nextPicture = () => picture("png", 64 + (++pictures % 60), 48 + Math.floor(pictures / 60));
      const statuses: number[] = [];
      let isOver = false;
      const client = async (number: number) => {
        for (let turn = number; !isOver; turn++) {
          const request = {
            method: "POST",
            headers: { "x-api-key": key },
            body: formOf(await nextPicture()),
          };
          // A balancer asks another node when one does not take the connection any more.
          const answer = await fetch(`${urls[turn % urls.length]}/rmbg`, request).catch(() => undefined);
          await answer?.arrayBuffer().catch(() => {});
          if (answer) statuses.push(answer.status);
          if (answer?.status !== 200) await pause(200);
        }
      };
      const load = [0, 1, 2].map(client);

      const [newNodes, newWorkers] = [
        [startNode(), startNode()],
        [startWorker(), startWorker()],
      ];
      const newUrls = await Promise.all(newNodes.map(isReady));
      await Promise.all(newWorkers.map(isReady));
      for (const place of [0, 1]) {
        workers[place]!.process.kill("SIGTERM");
        expect(await workers[place]!.ended).toBe(0);
        urls = urls.with(place, newUrls[place]!);
        nodes[place]!.process.kill("SIGTERM");
        expect(await nodes[place]!.ended).toBe(0);
      }
      // One is gone in the middle of its work: what it had reserved comes back when the reservations run out.
      newNodes[1]!.process.kill("SIGKILL");
      urls = [newUrls[0]!];
      await pause(500);
      isOver = true;
      await Promise.all(load);

      expect(statuses.filter((status) => status === 200).length).toBeGreaterThan(5);
      expect(
        [...new Set(statuses)].filter((status) => status !== 200 && status !== 503 && status !== 429),
      ).toEqual([]);
      const later = await createPlatform({
        dataDir: join(folder, "later"),
        databaseUrl: database.url,
        redisUrl: redis.url,
        authSecret: "the same on all nodes of this fleet",
        publicUrl: urls[0]!,
        mailFrom: "a@localhost",
        siteName: "Alphacut",
        anonymousDaily: 0,
        now: () => new Date(Date.now() + reservationMs + 60_000),
        log: { info() {}, warn() {}, error() {} } as never,
      });
      const owner = await later.callers.identify({
        apiKey: key,
        address: "127.0.0.1",
        origin: undefined,
        endpoint: "",
      });
      if (owner.kind !== "account") throw new Error("The key is nobody's");
      const usedCredits = async () => {
        const { billingCycle } = await later.usage.membership(owner, { billingCycle: true });
        return INCLUDED - (billingCycle?.remainingIncludedCredits ?? 0);
      };
      const charged = statuses.filter((status) => status === 200).length;
      // A node that is killed may have settled a credit whose picture did not reach anybody: at most one for each client.
      await vi.waitFor(
        async () => {
          const used = await usedCredits();
          expect(used).toBeGreaterThanOrEqual(charged);
          expect(used).toBeLessThanOrEqual(charged + load.length);
        },
        { timeout: 30_000 },
      );
      await later.close();
    }, 170_000);
  });
});
