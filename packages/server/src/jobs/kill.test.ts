import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { freePort } from "@alphacut/engine/testing";
import { createPlatform, resultKey } from "@alphacut/platform";
import { describeWith, openTestRedis, openTestServerDatabase } from "@alphacut/platform/testing";
import { pino } from "pino";
import { expect, test } from "vitest";
import { picture } from "../testing/pictures.ts";
import type { CrashServerOptions } from "./testing/crash-server.ts";

/** How often each kind of process is killed; `ALPHACUT_TEST_KILLS=20` for the long run, with 200 pictures. */
const kills = Number(process.env.ALPHACUT_TEST_KILLS ?? 1);
const pictures = kills >= 20 ? 200 : 40;
const timeoutMs = 60_000 + kills * 120_000;
const adminToken = "a-token-for-tests-only";
const perRequest = 10;
/** When nothing is left to do, what is idle is killed. */
const IDLE_MS = 500;

type Role = CrashServerOptions["role"];
interface Storage {
  databaseUrl?: string;
  redisUrl?: string;
}

// biome-ignore lint/suspicious/noExplicitAny: answers are looked at, not trusted
type Answer = any;

test(
  "killed at any moment, the embedded server does every picture once, charges it once and tells of it",
  () => killUnderLoad({}, ["server"]),
  timeoutMs,
);

describeWith("PostgreSQL", "killed at any moment", (serverUrl) => {
  test(
    "servers, workers and senders that share PostgreSQL do every picture once, charge it once and tell of it",
    async () => {
      const database = await openTestServerDatabase(serverUrl);
      await killUnderLoad({ databaseUrl: database.url }, ["server", "worker", "sender"]);
      await database.close();
    },
    timeoutMs,
  );

  describeWith("Redis", "with the credits in Redis", (redisUrl) => {
    test(
      "servers, workers and senders do every picture once, charge it once and tell of it",
      async () => {
        const database = await openTestServerDatabase(serverUrl);
        const redis = await openTestRedis(redisUrl);
        await killUnderLoad({ databaseUrl: database.url, redisUrl: redis.url }, [
          "server",
          "worker",
          "sender",
        ]);
        await redis.close();
        await database.close();
      },
      timeoutMs,
    );
  });
});

async function killUnderLoad(storage: Storage, roles: readonly Role[]): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "alphacut-kill-"));
  const receiver = await receive();
  const processes = await startProcesses(folder, storage, roles);
  const { call } = processes;

  const { uid } = await call("POST", "/api/admin/users", {
    body: { email: "ada@example.com", emailVerified: true, plan: "Mega" },
    headers: { authorization: `Bearer ${adminToken}` },
  });
  const { key } = await call("POST", `/api/admin/users/${uid}/keys`, {
    body: {},
    headers: { authorization: `Bearer ${adminToken}` },
  });
  const headers = { "x-api-key": key };
  const { id: webhook } = await call("POST", "/api/webhooks", { body: { url: receiver.url }, headers });
  const { id } = await call("POST", "/api/jobs", {
    body: { open: true, recipe: { format: "png" } },
    headers: { ...headers, "idempotency-key": "job" },
  });

  const killing = processes.killAtRandom(kills * roles.length);
  const photo = new Uint8Array(await picture("jpeg", 16, 12));
  for (let from = 0; from < pictures; from += perRequest) {
    const form = () => {
      const parts = new FormData();
      for (let index = from; index < from + perRequest; index++)
        parts.append("image", new Blob([photo]), `${index}.jpg`);
      return parts;
    };
    await call("POST", `/api/jobs/${id}/items`, {
      form,
      headers: { ...headers, "idempotency-key": `from ${from}`.replace(" ", "-") },
    });
  }
  await call("POST", `/api/jobs/${id}/close`, { headers });
  await expect
    .poll(async () => (await call("GET", `/api/jobs/${id}`, { headers })).state, {
      timeout: timeoutMs,
      interval: 700,
    })
    .toBe("completed");
  await killing;

  // What was on its way when its sender died comes again after a minute: here at once.
  const unsent = async (): Promise<Answer[]> =>
    (await call("GET", `/api/webhooks/${webhook}/deliveries?state=pending&limit=100`, { headers }))
      .deliveries;
  await expect
    .poll(
      async () => {
        const waiting = await unsent();
        for (const { id: delivery } of waiting)
          await call("POST", `/api/webhooks/${webhook}/deliveries/${delivery}/resend`, { headers });
        return waiting.length;
      },
      { timeout: timeoutMs, interval: 500 },
    )
    .toBe(0);
  await processes.end();
  await receiver.close();
  await expectAllAccountedFor(folder, storage, { uid, id, told: receiver.told });
  await rm(folder, { recursive: true, force: true });
}

async function expectAllAccountedFor(
  folder: string,
  storage: Storage,
  { uid, id, told }: { uid: string; id: string; told: ReadonlyMap<string, ReadonlySet<string>> },
): Promise<void> {
  const open = (later: number) =>
    createPlatform({
      ...storage,
      dataDir: join(folder, "server"),
      files: { folder: join(folder, "files") },
      publicUrl: "http://127.0.0.1",
      authSecret: "the same in every process of this test",
      siteName: "Alphacut",
      mailFrom: "Alphacut <alphacut@localhost>",
      anonymousDaily: 0,
      now: () => new Date(Date.now() + later),
      log: pino({ level: "silent" }),
    });
  // Closing ends with a round of maintenance: what killed processes had put aside comes back. With Redis the first round
  // may only find it.
  await (await open(600_000)).close();
  await (await open(600_000)).close();
  const platform = await open(0);
  const { jobs, files } = platform.jobs!;
  const { items } = await jobs.items(uid, id, { limit: 1000 });
  expect(items.map(({ name }) => name)).toEqual(
    Array.from({ length: pictures }, (_, index) => `${index}.jpg`),
  );
  for (const { state, error } of items) {
    expect(["completed", "failed"]).toContain(state);
    if (state === "failed") expect(error?.message).toBeTruthy();
  }
  const completed = items.filter(({ state }) => state === "completed");
  expect((await jobs.find(uid, id)).counts).toMatchObject({
    total: pictures,
    completed: completed.length,
    failed: pictures - completed.length,
  });
  const plan = platform.plans.find("Mega")!;
  const usage = await platform.usage.membership({ uid, plan }, {});
  expect(usage.api_usage).toBe(completed.length);
  for (const item of items) expect([...(told.get(item.id) ?? [])], item.name).toHaveLength(1);
  expect([...(told.get(id) ?? [])]).toHaveLength(1);

  await jobs.sweepOrphans(new Date(Date.now() + 60_000));
  const kept: string[] = [];
  for await (const { key } of files.list()) kept.push(key);
  const inputs = items.filter(({ state }) => state === "failed").map((item) => `${id}/${item.id}.in`);
  expect(kept.sort()).toEqual([...completed.map(resultKey), ...inputs].sort());
  await platform.close();
}

interface Call {
  body?: unknown;
  form?: () => FormData;
  headers?: Record<string, string>;
}

/** The processes, which come back when they are killed. */
async function startProcesses(folder: string, storage: Storage, roles: readonly Role[]) {
  const port = await freePort();
  const running = new Map<Role, ChildProcess>();
  let done = () => {};
  /** Something was done. */
  const nextStep = () =>
    new Promise<void>((resolve) => {
      done = resolve;
    });
  let isOver = false;

  async function start(role: Role): Promise<void> {
    const options: CrashServerOptions = {
      ...storage,
      role,
      port,
      adminToken,
      dataDir: join(folder, role),
      filesDir: join(folder, "files"),
    };
    const child = fork(new URL("./testing/crash-server.ts", import.meta.url), [JSON.stringify(options)], {
      execArgv: ["--conditions=@alphacut/source", "--import", import.meta.resolve("tsx")],
    });
    running.set(role, child);
    const ready = new Promise<void>((resolve, reject) => {
      child.on("message", (what) => (what === "ready" ? resolve() : done()));
      child.on("exit", (code, signal) => reject(new Error(`${role} ended: ${code ?? signal}`)));
    });
    await ready.catch((error: unknown) => {
      if (!isOver) throw error;
    });
  }
  for (const role of roles) await start(role);

  return {
    /** Asks until the server is there and answers. */
    async call(method: string, path: string, { body, form, headers }: Call = {}): Promise<Answer> {
      for (;;) {
        const sent = form ? form() : body === undefined ? undefined : JSON.stringify(body);
        const type = body === undefined ? {} : { "content-type": "application/json" };
        const init = { method, headers: { ...type, ...headers }, ...(sent !== undefined && { body: sent }) };
        const answer = await fetch(`http://127.0.0.1:${port}${path}`, init).catch(() => undefined);
        const text = await answer?.text().catch(() => undefined);
        if (answer?.ok && text !== undefined) return text === "" ? undefined : JSON.parse(text);
        if (answer && answer.status !== 503 && answer.status !== 429)
          throw new Error(`${method} ${path}: ${answer.status} ${text}`);
        await setTimeout(answer?.status === 429 ? 1000 : 50);
      }
    },

    /** Each after some more pictures or messages, one process after the other. */
    async killAtRandom(times: number): Promise<void> {
      for (let time = 0; time < times; time++) {
        const role = roles[time % roles.length]!;
        const seen = 1 + Math.floor(Math.random() * 5);
        for (let one = 0; one < seen; one++) await Promise.race([nextStep(), setTimeout(IDLE_MS)]);
        // In the middle of whatever comes next.
        await setTimeout(Math.random() * 15);
        const child = running.get(role)!;
        const ended = once(child, "exit");
        child.kill("SIGKILL");
        expect((await ended)[1]).toBe("SIGKILL");
        await start(role);
      }
    },

    async end(): Promise<void> {
      isOver = true;
      for (const child of running.values()) {
        const ended = once(child, "exit");
        child.kill("SIGKILL");
        await ended;
      }
    },
  };
}

/** A receiver of webhooks: the ids of the messages about each item and job. */
async function receive() {
  const told = new Map<string, Set<string>>();
  const server = createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request) body += chunk;
    const { data } = JSON.parse(body) as Answer;
    const about: string = data.item?.id ?? data.id;
    told.set(about, (told.get(about) ?? new Set()).add(String(request.headers["webhook-id"])));
    response.statusCode = 204;
    response.end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    told,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
