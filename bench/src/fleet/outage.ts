import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { picture } from "../pictures.ts";
import { percentile, printTable } from "../report.ts";
import { startRedis, startServer, startWorker } from "./services.ts";
import { writeTinyModel } from "./tiny-model.ts";

const TOKEN = "a-token-of-the-operator";
const CLIENTS = 3;
const SECONDS = { before: 8, outage: 20, after: 20 };

/**
 * Redis stands still for 20 seconds under load, at the times of production: an API node, a worker and clients that ask one
 * picture after the other. Nothing may hang, and every picture that was answered is paid, no other.
 */
export async function tryOutage(): Promise<void> {
  const redis = await startRedis();
  if (!redis) return console.log("\nAn outage: needs redis-server");
  const folder = await mkdtemp(join(tmpdir(), "alphacut-outage-"));
  await writeTinyModel(folder);
  const worker = startWorker({ redisUrl: redis.url, modelsDir: folder, model: "mean", threads: 1 });
  const node = startServer({
    ALPHACUT_ROLE: "api",
    ALPHACUT_MODELS_DIR: folder,
    ALPHACUT_MODEL: "mean",
    ALPHACUT_THREADS: "1",
    REDIS_URL: redis.url,
    ALPHACUT_DATA_DIR: join(folder, "data"),
    ALPHACUT_ADMIN_TOKEN: TOKEN,
  });
  const url = await node.address;
  await untilReady(url);
  const account = await admin(url, "/users", {
    email: "a@example.com",
    emailVerified: true,
    plan: "Mega",
  });
  const { key } = await admin(url, `/users/${account.uid}/keys`, {});
  const usage = async () => {
    const answer = await fetch(`${url}/api/membership-usage`, { headers: { "x-api-key": key! } });
    return answer.json();
  };

  const before = await usage();
  const asked: { at: number; status: number | string; seconds: number }[] = [];
  const begin = performance.now();
  const now = () => (performance.now() - begin) / 1000;
  let isOver = false;
  let variant = 0;
  const client = async () => {
    while (!isOver) {
      const at = now();
      const body = new FormData();
      body.append("image", new Blob([new Uint8Array((await picture(0.1, variant++)).jpeg)]), "photo.jpg");
      const answer = await fetch(`${url}/rmbg`, {
        method: "POST",
        headers: { "x-api-key": key! },
        body,
        signal: AbortSignal.timeout(90_000),
      }).catch((error: Error) => error.name);
      if (typeof answer !== "string") await answer.arrayBuffer();
      asked.push({ at, status: typeof answer === "string" ? answer : answer.status, seconds: now() - at });
      await pause(200);
    }
  };
  const load = Array.from({ length: CLIENTS }, client);
  await pause(1000 * SECONDS.before);
  redis.freeze();
  await pause(1000 * SECONDS.outage);
  redis.thaw();
  await pause(1000 * SECONDS.after);
  isOver = true;
  await Promise.all(load);
  // Reservations of what was given up are released behind the answers.
  await pause(2000);
  const after = await usage();

  const end = SECONDS.before + SECONDS.outage;
  printTable(
    "Redis stands still for 20 s: requests by when they came",
    (
      [
        ["before", 0, SECONDS.before],
        ["meanwhile", SECONDS.before, end],
        ["afterwards", end, Number.POSITIVE_INFINITY],
      ] as const
    ).map(([when, from, to]) => {
      const some = asked.filter(({ at }) => at >= from && at < to);
      const counts = new Map<number | string, number>();
      for (const { status } of some) counts.set(status, (counts.get(status) ?? 0) + 1);
      return {
        when,
        requests: some.length,
        statuses: [...counts].map(([status, count]) => `${count} × ${status}`).join(", "),
        "longest s": percentile(
          some.map(({ seconds }) => seconds),
          1,
        ),
      };
    }),
  );
  const first = asked.filter(({ at, status }) => at > end && status === 200).at(0);
  console.log(`First picture ${first ? (first.at - end).toFixed(1) : "never"} s after the end of the outage`);
  console.log(`Answered with 200: ${asked.filter(({ status }) => status === 200).length}`);
  console.log("Usage before", JSON.stringify(before));
  console.log("Usage after ", JSON.stringify(after));
  for (const process of [node, worker]) await process.stop();
  await redis.stop();
  await rm(folder, { recursive: true });
}

async function untilReady(url: string): Promise<void> {
  while ((await fetch(`${url}/readyz`)).status !== 200) await pause(200);
}

async function admin(url: string, path: string, body: object): Promise<Record<string, string>> {
  const answer = await fetch(`${url}/api/admin${path}`, {
    method: "POST",
    headers: { authorization: `Bearer ${TOKEN}`, "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  return answer.json() as Promise<Record<string, string>>;
}
